import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LineLog } from './line-log.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'line-log-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('only the last lines stay in memory', () => {
  const log = new LineLog(join(root, 'a.log'), { lines: 3, fileBytes: 1000, flushMs: 10_000 });
  for (const line of ['1', '2', '3', '4']) log.add(line);
  expect(log.lastLines()).toEqual(['2', '3', '4']);
});

test('lines reach the file in order, also across flushes', async () => {
  const log = new LineLog(join(root, 'deep', 'a.log'), { lines: 3, fileBytes: 1000, flushMs: 10_000 });
  log.add('1');
  void log.flush();
  log.add('2');
  await log.flush();
  expect(await readFile(join(root, 'deep', 'a.log'), 'utf8')).toBe('1\n2\n');
});

test('however much is said, the two files hold at most the limit each', async () => {
  const file = join(root, 'a.log');
  const log = new LineLog(file, { lines: 3, fileBytes: 100, flushMs: 10_000 });
  for (let index = 0; index < 200; index++) {
    log.add(`line ${index}`);
    await log.flush();
  }
  const sizes = await Promise.all([file, `${file}.1`].map(async (path) => (await stat(path)).size));
  expect(sizes.every((size) => size <= 100)).toBe(true);
  expect(await readFile(file, 'utf8')).toContain('line 199\n');
});

test('a directory that cannot be written in stops nothing', async () => {
  await writeFile(join(root, 'file'), '');
  const log = new LineLog(join(root, 'file', 'a.log'), { lines: 3, fileBytes: 100, flushMs: 10_000 });
  log.add('still remembered');
  await log.flush();
  expect(log.lastLines()).toEqual(['still remembered']);
});
