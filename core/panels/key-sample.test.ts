import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SampledKey } from '../protocol/panels-redis.ts';
import { prefixOf, sampleOf } from './key-sample.ts';

const key = (name: string, change: Partial<SampledKey> = {}): SampledKey => ({
  key: name,
  bytes: 100,
  ttlMs: 5000,
  frequency: null,
  idleS: 1,
  ...change,
});

test.each([
  ['product:17', 'product:'],
  ['search:a:b', 'search:'],
  ['lonely', 'lonely'],
  [':odd', ':'],
])('%s is of %s', (name, prefix) => {
  expect(prefixOf(name)).toBe(prefix);
});

test('where use is counted the most used come first, else the largest', () => {
  const keys = [key('a:1', { frequency: 3, bytes: 900 }), key('a:2', { frequency: 200 }), key('a:3', { frequency: 40 })];
  expect(sampleOf(keys)).toMatchObject({ hasFrequency: true, top: [{ key: 'a:2' }, { key: 'a:3' }, { key: 'a:1' }] });
  const uncounted = keys.map((each) => ({ ...each, frequency: null }));
  expect(sampleOf(uncounted)).toMatchObject({ hasFrequency: false, top: [{ key: 'a:1' }, { key: 'a:2' }, { key: 'a:3' }] });
});

test('keys that expire together stand in one step, others are spread', () => {
  const together = Array.from({ length: 50 }, (_, index) => key(`page:${index}`, { ttlMs: 8000 + index }));
  const spread = Array.from({ length: 20 }, (_, index) => key(`item:${index}`, { ttlMs: index * 1000 }));
  const { prefixes } = sampleOf([...together, ...spread]);
  const filled = (prefix: string) => prefixes.find((each) => each.prefix === prefix)?.histogram.filter((count) => count > 0).length;
  expect(filled('page:')).toBe(1);
  expect(filled('item:')).toBeGreaterThanOrEqual(15);
});

test('keys that never expire are counted apart', () => {
  const [row] = sampleOf([key('a:1', { ttlMs: null }), key('a:2')]).prefixes;
  expect(row).toMatchObject({ keys: 2, withoutTtl: 1 });
  expect(row?.histogram.reduce((sum, count) => sum + count, 0)).toBe(1);
});

test('an empty cache has an empty sample', () => {
  expect(sampleOf([])).toMatchObject({ keys: 0, top: [], prefixes: [] });
});

test('every key is in exactly one prefix and one step, and the steps reach the longest', () => {
  const some = fc.array(
    fc
      .record({ key: fc.string({ minLength: 1, maxLength: 8 }), ttlMs: fc.option(fc.integer({ min: 0, max: 10_000_000 })) })
      .map(({ key: name, ttlMs }) => key(`p${name.length % 5}:${name}`, { ttlMs })),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(some, (keys) => {
      const { prefixes, stepMs } = sampleOf(keys);
      expect(prefixes.reduce((sum, { keys: count }) => sum + count, 0)).toBe(keys.length);
      for (const { keys: count, withoutTtl, histogram } of prefixes)
        expect(histogram.reduce((sum, each) => sum + each, 0) + withoutTtl).toBe(count);
      expect(stepMs * 20).toBeGreaterThanOrEqual(Math.max(0, ...keys.map(({ ttlMs }) => ttlMs ?? 0)));
    }),
  );
});
