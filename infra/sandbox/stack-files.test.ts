import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readStackFiles } from './stack-files.ts';

const shop = join(import.meta.dirname, '../stacks/shop');
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'stack-'));
  for (const part of ['stack.yaml', 'flags.json', 'slos', 'sql']) await cp(join(shop, part), join(root, part), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function replace(file: string, from: string, to: string): Promise<void> {
  await writeFile(join(root, file), (await readFile(join(root, file), 'utf8')).replace(from, to));
}

test('a stack is read with its SLOs, flags and SQL', async () => {
  const { stack, slos, flags, sql, archives } = await readStackFiles(join(root, 'stack.yaml'));
  expect(stack.name).toBe('shop');
  expect(slos.map(({ name }) => name)).toContain('order-freshness');
  expect(flags['quick-reorder']).toEqual({ variants: ['on', 'off'], defaultVariant: 'on' });
  expect(sql[0]).toContain('create table');
  expect(archives).toEqual([{ name: 'first-shop', up: expect.stringContaining('insert'), down: expect.stringContaining('delete') }]);
});

test.each([
  ['stack.yaml', 'slots: 1', 'slots: none', 'stack.yaml', 'services.gateway.slots'],
  ['slos/browse-latency.yaml', '"300"', '"fast"', 'browse-latency.yaml', 'whole milliseconds'],
  ['flags.json', '"flags"', '"flaggen"', 'flags.json', 'flags'],
])('a mistake in %s (%s → %s) is told with file and place', async (file, from, to, named, place) => {
  await replace(file, from, to);
  const failure = readStackFiles(join(root, 'stack.yaml'));
  await expect(failure).rejects.toThrow(named);
  await expect(failure).rejects.toThrow(place);
});
