import { describe, expect, it } from 'vitest';
import { outliersOf, sortedBy, turned } from './breakdown-rows.ts';

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

  it('are sorted by any column, most first and turned by a second press, what is not known last', () => {
    const rows = [row('a', 1, 0, null), row('b', 2, 0.5, 10), row('c', 3, 0.1, 20)];
    const names = (order: Parameters<typeof sortedBy>[1]) => sortedBy(rows, order).map(({ value }) => value);
    const mostFirst = turned({ column: 'ratePerSecond', direction: 'descending' }, 'p95Ms');
    expect(names(mostFirst)).toEqual(['c', 'b', 'a']);
    expect(names(turned(mostFirst, 'p95Ms'))).toEqual(['b', 'c', 'a']);
    expect(names(turned(mostFirst, 'errorShare'))).toEqual(['b', 'c', 'a']);
    expect(turned(turned(mostFirst, 'p95Ms'), 'p95Ms')).toEqual(mostFirst);
  });
});
