import { describe, expect, test } from 'vitest';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { entriesNear, exemplars, inPlace } from './near.ts';

const change = (changeId: string, happenedAtMs: number, target: string) => ({
  changeId,
  happenedAtMs,
  target,
  kind: 'deploy',
  summary: 's',
  by: 'b',
});
const drill = {
  changes: [change('old', 0, 'catalog'), change('near', 380_000, 'catalog'), change('other', 390_000, 'orders')],
  controls: [{ controlId: 'c1', control: 'cache.bypass', target: 'catalog', requestedAtMs: 405_000 }],
  alerts: [
    { alertId: 'a1', alert: 'browse-latency.page', state: 'firing', severity: 'page', sinceMs: 399_500 },
    { alertId: 'a2', alert: 'x', state: 'firing', severity: 'info', sinceMs: 400_000 },
  ],
} as unknown as DrillView;

describe('around a moment', () => {
  test('stand the changes, acts and alerts that concern the component, nearest first, and say how far away they are', () => {
    const near = entriesNear(drill, 400_000, 'catalog->redis');
    expect(near.map(({ evidence, when }) => `${evidence.ref} ${when}`)).toEqual(['a1 now', 'c1 00:05 after', 'near 00:20 before']);
  });
  test('without a component everything counts', () => {
    expect(entriesNear(drill, 400_000, null).map(({ evidence }) => evidence.ref)).toContain('other');
  });
  test('the traces worth opening are one that failed and the slowest', () => {
    const trace = (traceId: string, durationMs: number, error = false) => ({ traceId, durationMs, error }) as never;
    const found = exemplars([trace('a', 10), trace('b', 900), trace('c', 40, true), trace('d', 500)], 3);
    expect(found.map(({ traceId }) => traceId)).toEqual(['c', 'b', 'd']);
    expect(exemplars([trace('e', 10, true)], 3)).toHaveLength(1);
  });
});

describe('a short list that is asked for again', () => {
  const placed = (order: string, wanted: string): string => inPlace([...order], [...wanted], (letter) => letter).join('');

  test('what stays keeps its place, and what is new takes the place of what went', () => {
    expect(placed('', 'abc')).toBe('abc');
    expect(placed('abc', 'cba')).toBe('abc');
    expect(placed('abc', 'dac')).toBe('adc');
    expect(placed('ab', 'cab')).toBe('abc');
  });

  test('a shorter one has no hole: the last ones move up', () => {
    expect(placed('abc', 'ca')).toBe('ac');
    expect(placed('abc', '')).toBe('');
  });
});
