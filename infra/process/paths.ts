import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder, found from wherever this file was bundled to. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('project root not found: no package-lock.json above this file');
    folder = parent;
  }
  return folder;
}

/** A built program: `distFile('engines/redis.js')`. */
export function distFile(path: string): string {
  return join(projectRoot(), 'dist', path);
}
