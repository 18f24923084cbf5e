import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Account } from '../keeper/account.ts';
import { nativeFolder } from './platform.ts';
import { publishOnce } from './publish-once.ts';
import { postgresAccount } from './run-as.ts';

/** Postgres programs that can be run here, and as whom. */
export interface PostgresBinaries {
  /** Folder of `postgres` and `initdb`. */
  binDir: string;
  /** Major version: settings and options differ. */
  major: number;
  /** Folder for what is made once per version, reachable by `runAs`. */
  cacheDir: string;
  /** Account to start the programs under; null means our own. */
  runAs: Account | null;
}

/** Postgres programs of this machine's own. */
export interface InstalledPostgres {
  /** Folder of `postgres` and `initdb`. */
  binDir: string;
  /** As `postgres --version` tells it: `15.14`. */
  version: string;
}

/** World-traversable, survives a reboot, and unlike TMPDIR never somebody's private folder. */
const sharedTemporary = '/var/tmp';

let prepared: Promise<PostgresBinaries> | undefined;

/**
 * Makes the Postgres of npm runnable: restores the symbolic links that npm cannot carry and, as root, copies the programs
 * once to a place an unprivileged account can reach. Safe when several processes do it at once.
 * @throws UnsupportedPlatform
 */
export function prepareBinaries(): Promise<PostgresBinaries> {
  prepared ??= prepare().catch((error: unknown) => {
    prepared = undefined;
    throw error;
  });
  return prepared;
}

async function prepare(): Promise<PostgresBinaries> {
  const native = nativeFolder();
  const runAs = postgresAccount();
  const links = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const version = await packageVersion(native);
  const name = `brownout-pg-${createHash('sha256').update(version).update(links).digest('hex').slice(0, 12)}`;
  if (!runAs) {
    const cacheDir = join(tmpdir(), `${name}-${process.getuid?.() ?? 'user'}`);
    await mkdir(cacheDir, { recursive: true, mode: 0o700 });
    await restoreLinks(links, native);
    return { binDir: join(native, 'bin'), major: majorOf(version), cacheDir, runAs };
  }
  const cacheDir = join(sharedTemporary, name);
  const programs = join(cacheDir, 'programs');
  await mkdir(cacheDir, { recursive: true, mode: 0o755 });
  await publishOnce(programs, async (staging) => {
    await cp(native, staging, { recursive: true, filter: (source) => !source.endsWith('.a') });
    await restoreLinks(links, staging);
  });
  return { binDir: join(programs, 'bin'), major: majorOf(version), cacheDir, runAs };
}

/** The same for Postgres programs that were installed on this machine, `version` as they tell it. */
export async function installedBinaries({ binDir, version }: InstalledPostgres): Promise<PostgresBinaries> {
  const runAs = postgresAccount();
  const name = `brownout-pg-${createHash('sha256').update(binDir).update(version).digest('hex').slice(0, 12)}`;
  const cacheDir = runAs ? join(sharedTemporary, name) : join(tmpdir(), `${name}-${process.getuid?.() ?? 'user'}`);
  await mkdir(cacheDir, { recursive: true, mode: runAs ? 0o755 : 0o700 });
  return { binDir, major: majorOf(version), cacheDir, runAs };
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

async function packageVersion(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** npm packages hold no symbolic links; the package lists them, relative to its top folder. */
async function restoreLinks(links: string, native: string): Promise<void> {
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[]) {
    const path = join(native, '..', target.replace(/^native/, basename(native)));
    await mkdir(dirname(path), { recursive: true });
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
