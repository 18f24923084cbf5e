import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measurement } from './row.ts';
import { percentiles, reaches, summarise } from './summary.ts';

const run = (value: number, figure = 'p99'): Measurement => ({ figure, unit: 'ms', value });

describe('summaries', () => {
  it('give the median, the least and the greatest run, and keep every sample in the order of the runs', () => {
    const [summary] = summarise('load', [[run(30)], [run(10)], [run(20)]]);
    expect(summary).toEqual({ row: 'load', figure: 'p99', unit: 'ms', samples: [30, 10, 20], median: 20, min: 10, max: 30 });
  });

  it('take the mean of the two in the middle of an even number of runs', () => {
    expect(summarise('load', [[run(1)], [run(2)], [run(4)], [run(100)]])[0]?.median).toBe(3);
  });

  it('[property] the median has as many runs below as above', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 12 }), (values) => {
        const median = summarise(
          'load',
          values.map((value) => [run(value)]),
        )[0]?.median;
        const below = values.filter((value) => value < (median ?? Number.NaN)).length;
        const above = values.filter((value) => value > (median ?? Number.NaN)).length;
        expect(median).toBeDefined();
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('leave out what could not be measured, and the figure when it never was', () => {
    const summaries = summarise('load', [
      [run(Number.NaN), run(Number.NaN, 'never')],
      [run(7), run(Number.POSITIVE_INFINITY, 'never')],
    ]);
    expect(summaries.map(({ figure, samples }) => [figure, samples])).toEqual([['p99', [7]]]);
  });

  it('hold figures in the order in which they were measured, with goal and theory', () => {
    const summaries = summarise('load', [[{ ...run(3, 'b'), goal: { atMost: 4 }, theory: 2 }, run(1, 'a')]]);
    expect(summaries.map(({ figure, goal, theory }) => [figure, goal, theory])).toEqual([
      ['b', { atMost: 4 }, 2],
      ['a', undefined, undefined],
    ]);
  });
});

describe('goals', () => {
  it('are reached by the median, the bound included', () => {
    expect(reaches({ median: 100, goal: { atMost: 100 } })).toBe(true);
    expect(reaches({ median: 100.1, goal: { atMost: 100 } })).toBe(false);
    expect(reaches({ median: 20_000, goal: { atLeast: 20_000 } })).toBe(true);
    expect(reaches({ median: 19_999, goal: { atLeast: 20_000 } })).toBe(false);
  });

  it('are neither reached nor missed where there is none', () => {
    expect(reaches({ median: 1 })).toBeNull();
  });
});

it('percentiles are samples, whatever the order', () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentiles(samples)).toEqual({ p50: 50, p99: 99 });
});
