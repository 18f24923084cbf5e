import { describe, expect, it } from 'vitest';
import { outliersOf, sortedBy } from './breakdown-rows.ts';

const row = (value: string, ratePerSecond: number, errorShare: number, p95Ms: number | null) => ({
  value,
  ratePerSecond,
  errorShare,
  p50Ms: p95Ms,
  p95Ms,
  p99Ms: p95Ms,
});

describe('rows of a breakdown', () => {
  it('stand out when they fail three times as often as the others together', () => {
    expect([...outliersOf([row('3.8.1', 90, 0.001, 40), row('3.9.0', 10, 0.3, 40)])]).toEqual(['3.9.0']);
    expect([...outliersOf([row('a', 50, 0.3, 40), row('b', 50, 0.3, 40)])]).toEqual([]);
  });

  it('stand out when they take twice as long as the one in the middle', () => {
    expect([...outliersOf([row('a', 10, 0, 40), row('b', 10, 0, 45), row('c', 10, 0, 400)])]).toEqual(['c']);
  });

  it('do not stand out by a failure in a thousand, or alone', () => {
    expect([...outliersOf([row('a', 10, 0.001, 40), row('b', 10, 0, 40)])]).toEqual([]);
    expect([...outliersOf([row('a', 10, 1, 9000)])]).toEqual([]);
  });

  it('are sorted by any column, most first, what is not known last', () => {
    const rows = [row('a', 1, 0, null), row('b', 2, 0.5, 10), row('c', 3, 0.1, 20)];
    expect(sortedBy(rows, 'p95Ms').map(({ value }) => value)).toEqual(['c', 'b', 'a']);
    expect(sortedBy(rows, 'errorShare').map(({ value }) => value)).toEqual(['b', 'c', 'a']);
  });
});
