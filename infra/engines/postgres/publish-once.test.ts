import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishOnce } from './publish-once.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'publish-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const fillWith = (word: string) => async (staging: string) => {
  await mkdir(staging);
  await writeFile(join(staging, 'a'), word);
  await writeFile(join(staging, 'b'), word);
};

test('of several at once exactly one wins, whole, and nothing else stays', async () => {
  const folder = join(root, 'x');
  await Promise.all(['1', '2', '3', '4'].map((word) => publishOnce(folder, fillWith(word))));
  expect(await readdir(root)).toEqual(['x']);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe(await readFile(join(folder, 'b'), 'utf8'));
});

test('a folder that is there is not filled again', async () => {
  const folder = join(root, 'x');
  await publishOnce(folder, fillWith('first'));
  await publishOnce(folder, () => Promise.reject(new Error('filled twice')));
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('first');
});

test('a failed filling leaves nothing and the next one works', async () => {
  const folder = join(root, 'x');
  const half = async (staging: string) => {
    await fillWith('half')(staging);
    throw new Error('disk full');
  };
  await expect(publishOnce(folder, half)).rejects.toThrow('disk full');
  expect(await readdir(root)).toEqual([]);
  await publishOnce(folder, fillWith('whole'));
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('whole');
});
