import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsInSight } from './rows-in-sight.ts';

test('[LV1] of a long list the rows in sight are drawn, and a few around them', () => {
  expect(rowsInSight({ scrollTop: 0, height: 240, rowHeight: 24, count: 2000 })).toEqual({ first: 0, end: 22 });
  expect(rowsInSight({ scrollTop: 24_000, height: 240, rowHeight: 24, count: 2000 })).toEqual({ first: 988, end: 1022 });
  expect(rowsInSight({ scrollTop: 0, height: 240, rowHeight: 24, count: 3 })).toEqual({ first: 0, end: 3 });
});

test('[LV2] wherever the list stands, every row in sight is drawn, and never many more', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100, max: 100_000 }), fc.nat(1200), fc.nat(3000), (scrollTop, height, count) => {
      const { first, end } = rowsInSight({ scrollTop, height, rowHeight: 24, count });
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(first);
      expect(end - first).toBeLessThanOrEqual(Math.ceil(height / 24) + 25);
      for (let row = Math.floor(Math.max(0, scrollTop) / 24); row * 24 < scrollTop + height && row < count; row += 1) {
        expect(row).toBeGreaterThanOrEqual(first);
        expect(row).toBeLessThan(end);
      }
    }),
  );
});
