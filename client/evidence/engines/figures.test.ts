import { expect, test } from 'vitest';
import { ago, bytes, perSecond, planMs, share } from './figures.ts';

test('what is not known is a dash, in every unit', () => {
  expect([bytes(null), perSecond(null), ago(null), share(null), planMs(null)]).toEqual(['–', '–', '–', '–', '–']);
});

test('units follow the size', () => {
  expect([0, 1023, 2048, 5_500_000, 3e9].map(bytes)).toEqual(['0 B', '1023 B', '2.0 kB', '5.2 MB', '2.8 GB']);
  expect([0, 4.25, 12_345].map(perSecond)).toEqual(['0.0/s', '4.3/s', '12\u202f345/s']);
  expect([0, 9_940, 61_000, 600_000].map(ago)).toEqual(['0.0 s', '9.9 s', '61 s', '10 min']);
  expect([0.01, 0.5, 25, 2500].map(planMs)).toEqual(['0.01 ms', '0.50 ms', '25 ms', '2.5 s']);
});
