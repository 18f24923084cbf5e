import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patternId, patternOf } from './pattern.ts';

test.each([
  ['order 3f2b8c1e-0a4d-4f6b-9e1a-7d5c2b1a0f9e failed', 'order <uuid> failed'],
  ['took 1532 ms, limit 300 ms', 'took <n> ms, limit <n> ms'],
  ['took 15.25ms of -3, read 12MB', 'took <n>ms of <n>, read <n>MB'],
  ['at 2026-11-26T11:32:41.123Z and 2026-11-26 11:32', 'at <time> and <time>'],
  ['connect ECONNREFUSED 127.0.0.1:21044', 'connect ECONNREFUSED <address>'],
  ['trace 4bf92f3577b34da6a3ce929d0e0e4736', 'trace <hex>'],
  ['pointer 0xdeadBEEF', 'pointer <hex>'],
  ['record at orders.placed/0@12', 'record at orders.placed/<n>@<n>'],
  ['slot catalog-2 and key o_93af', 'slot <id> and key <id>'],
  ['products 1, 2, 3, 4 are gone', 'products <n> … are gone'],
  ['facade decade added', 'facade decade added'],
  ['boom\n    at f (x.js:1:2)', 'boom'],
  ['', ''],
])('[LP1] "%s" is of the pattern "%s"', (text, pattern) => expect(patternOf(text)).toBe(pattern));

test('[LP2] lines that differ in numbers and ids alone are of one pattern, whatever these are', () => {
  fc.assert(
    fc.property(fc.nat(), fc.uuid(), fc.nat(), fc.uuid(), (n, id, otherN, otherId) => {
      expect(patternOf(`order ${id} waited ${n} ms`)).toBe(patternOf(`order ${otherId} waited ${otherN} ms`));
    }),
  );
});

test('[LP3] a pattern is its own pattern, and any text has one in reasonable time', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 1000, unit: 'grapheme' }), (text) => void expect(patternOf(text).length).toBeLessThan(2000)),
  );
  // Of the processor: how long this process was kept waiting for one says nothing about a pattern.
  const begun = process.cpuUsage();
  for (const hostile of [
    'a'.repeat(20_000),
    '1-'.repeat(10_000),
    'a1_'.repeat(8000),
    '0x'.repeat(9000),
    '1 '.repeat(9000),
    '1.'.repeat(9000),
  ])
    patternOf(hostile);
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1000).toBeLessThan(500);
  const once = patternOf('order a1 failed 3 times at 127.0.0.1');
  expect(patternOf(once)).toBe(once);
});

test('[LP4] the name of a pattern is short, the same again, and another for another', () => {
  expect(patternId('a')).toBe('e40c292c');
  expect(patternId('order <id> failed')).toMatch(/^[0-9a-f]{8}$/);
  expect(patternId('order <id> failed')).not.toBe(patternId('order <n> failed'));
});
