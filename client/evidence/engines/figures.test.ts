import { expect, test } from 'vitest';
import { ago, bytes, missesIndex, perSecond, planMs, share } from './figures.ts';

test('what is not known is a dash, in every unit', () => {
  expect([bytes(null), perSecond(null), ago(null), share(null), planMs(null)]).toEqual(['–', '–', '–', '–', '–']);
});

test('units follow the size', () => {
  expect([0, 1023, 2048, 5_500_000, 3e9].map(bytes)).toEqual(['0 B', '1023 B', '2.0 kB', '5.2 MB', '2.8 GB']);
  expect([0, 4.25, 12_345].map(perSecond)).toEqual(['0.0/s', '4.3/s', '12\u202f345/s']);
  expect([0, 9_940, 61_000, 600_000].map(ago)).toEqual(['0.0 s', '9.9 s', '61 s', '10 min']);
  expect([0.01, 0.5, 25, 2500].map(planMs)).toEqual(['0.01 ms', '0.50 ms', '25 ms', '2.5 s']);
});

test.each([
  ['a small table is read whole for good reason', { rows: 400, seqRowsPerSecond: 40_000 }, false],
  ['a table of two thousand rows that is read whole every second misses an index', { rows: 2_000, seqRowsPerSecond: 2_000 }, true],
  ['a report now and then is no reason', { rows: 2_000, seqRowsPerSecond: 130 }, false],
  ['a large one that is read in great part misses one, too', { rows: 900_000, seqRowsPerSecond: 6_000 }, true],
  ['nothing is said of a table that was looked at once', { rows: 2_000, seqRowsPerSecond: null }, false],
])('%s', (_rule, table, expected) => {
  expect(missesIndex(table)).toBe(expected);
});
