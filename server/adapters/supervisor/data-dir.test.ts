import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDataDir, sweepDataDirs } from './data-dir.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'data-dir-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('directories of servers that are gone are removed, those of living ones and foreign names stay', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  await makeDataDir(root, 'mine');
  for (const name of [`${gone.pid}-abc`, `${process.ppid}-abc`, 'store', '12-UPPER']) await mkdir(join(root, name));
  await sweepDataDirs(root);
  expect((await readdir(root)).sort()).toEqual([`${process.pid}-mine`, `${process.ppid}-abc`, '12-UPPER', 'store'].sort());
});

test('a parent that does not exist yet is nothing to sweep', async () => {
  await expect(sweepDataDirs(join(root, 'never'))).resolves.toBeUndefined();
});
