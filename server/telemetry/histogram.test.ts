import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyHistogram, mergeInto, quantile } from './histogram.ts';

const bounds = [0.01, 0.1, 1];

test('[TE1] a percentile lies in the bucket that holds it, for any counts', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (counts, q) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      const value = quantile({ bounds, counts }, q);
      if (total === 0) return value === null;
      let below = 0;
      const index = counts.findIndex((count) => {
        below += count;
        return count > 0 && below >= q * total;
      });
      const upper = bounds[index] ?? Number.POSITIVE_INFINITY;
      return value !== null && value >= (bounds[index - 1] ?? 0) && value <= upper;
    }),
  );
});

test('[TE2] merging adds: the order of parts does not matter and no event is lost', () => {
  const parts = [
    { bounds, counts: [1, 2, 3, 4] },
    { bounds, counts: [5, 0, 0, 1] },
  ];
  const one = emptyHistogram();
  const other = emptyHistogram();
  for (const part of parts) mergeInto(one, part);
  for (const part of [...parts].reverse()) mergeInto(other, part);
  expect(one).toEqual(other);
  expect(one.counts).toEqual([6, 2, 3, 5]);
});

test('[TE3] a histogram with other bounds is taken in at its upper bounds, none lost', () => {
  const into = { bounds: [...bounds], counts: [0, 0, 0, 0] };
  mergeInto(into, { bounds: [0.05, 5], counts: [2, 3, 4] });
  expect(into.counts).toEqual([0, 2, 0, 7]);
});
