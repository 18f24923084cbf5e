import { describe, expect, test } from 'vitest';
import type { TraceSummary } from '../../../core/protocol/traces.ts';
import { layoutScatter, nearestPoint, searchOfBrush } from './scatter-layout.ts';

const trace = (traceId: string, durationMs: number): TraceSummary => ({
  traceId,
  root: 'gateway GET /',
  startMs: 0,
  durationMs,
  spans: 1,
  error: false,
  services: [],
});
const size = { width: 400, height: 200 };
const scatter = layoutScatter([trace('slow', 2000), trace('fast', 5), trace('unknown', 7)], [60_000, 10_000, null], size);

describe('traces as points', () => {
  test('later is further right, slower is higher, and ten times as slow is one step', () => {
    expect(scatter.points.map((point) => point.trace.traceId)).toEqual(['fast', 'slow']);
    const [fast, slow] = scatter.points;
    expect(fast?.x).toBeLessThan(slow?.x ?? 0);
    expect(fast?.y).toBeGreaterThan(slow?.y ?? 0);
    const steps = scatter.durationTicks.map(({ y }, index, all) => y - (all[index + 1]?.y ?? y));
    expect(new Set(steps.slice(0, -1).map(Math.round)).size).toBe(1);
  });

  test('everything lies inside of the plot, a single trace and none too', () => {
    for (const each of [scatter, layoutScatter([trace('one', 3)], [0], size)])
      for (const { x, y } of each.points) expect([x >= 0, x <= 400, y >= 0, y <= 200]).toEqual([true, true, true, true]);
    expect(layoutScatter([], [], size).points).toEqual([]);
    expect(layoutScatter([], [], size).durationTicks.length).toBeGreaterThan(1);
  });

  test('a place tells its time and duration', () => {
    for (const {
      x,
      y,
      atMs,
      trace: { durationMs },
    } of scatter.points) {
      expect(scatter.valueAt(x, y).atMs).toBeCloseTo(atMs);
      expect(scatter.valueAt(x, y).ms).toBeCloseTo(durationMs);
    }
  });

  test('the nearest point is found, and none that is far away', () => {
    const [fast] = scatter.points;
    expect(nearestPoint(scatter.points, { x: (fast?.x ?? 0) + 3, y: fast?.y ?? 0 }, 12)?.trace.traceId).toBe('fast');
    expect(nearestPoint(scatter.points, { x: 200, y: 10 }, 12)).toBeNull();
  });

  test('a brush asks for a time and durations that hold what was brushed; a thin one for the time alone', () => {
    const [, slow] = scatter.points;
    const { x, y } = slow ?? { x: 0, y: 0 };
    const search = searchOfBrush(scatter, { fromX: x + 5, fromY: y + 20, toX: x - 5, toY: y - 1 });
    expect(search.fromMs).toBeLessThan(60_000);
    expect(search.toMs).toBeGreaterThan(60_000);
    expect(search).toMatchObject({ minMs: expect.any(Number), maxMs: expect.any(Number) });
    expect('minMs' in search && (search.minMs ?? 0) <= 2000 && (search.maxMs ?? 0) >= 2000).toBe(true);
    expect(Object.keys(searchOfBrush(scatter, { fromX: 0, fromY: 50, toX: 100, toY: 52 }))).toEqual(['fromMs', 'toMs']);
  });
});
