import { expect, test } from 'vitest';
import { topOf } from './chart-scale.ts';

/** Steps between ticks that uPlot takes. */
const steps = [-3, -2, -1, 0, 1, 2, 3, 4, 5].flatMap((power) => [1, 2, 2.5, 5].map((step) => step * 10 ** power));
/** A chart of 84 px has 50 px for its lines, and labels keep 26 px from each other. */
const lowest = 26 / 50;

test('[CS1] the lowest chart has a tick besides 0, whatever its highest value', () => {
  for (let max = 0.01; max < 20_000; max *= 1.007) {
    const top = topOf(max);
    const step = steps.find((each) => each >= top * lowest) ?? Number.POSITIVE_INFINITY;
    expect([max, step <= top]).toEqual([max, true]);
  }
});

test('[CS2] the highest value is below the edge, and takes at least half of the height', () => {
  for (let max = 0.01; max < 20_000; max *= 1.007) {
    const share = max / topOf(max);
    expect([max, share < 1 && share > 0.5]).toEqual([max, true]);
  }
});

test.each([
  [0, 1],
  [-1, 1],
  [1, 1.5],
  [4.6, 5],
  [9, 10],
  [9.8, 15],
  [64, 80],
  [100, 150],
])('[CS3] up to %d it reaches to %d', (max, top) => expect(topOf(max)).toBe(top));
