import { describe, expect, test } from 'vitest';
import type { SpanView } from '../../core/protocol/traces.ts';
import { layoutTrace, visibleRows } from './trace-layout.ts';

const span = (spanId: string, parentSpanId: string | null, [startMs, durationMs]: [number, number]): SpanView => ({
  traceId: 't',
  spanId,
  parentSpanId,
  service: 'gateway',
  slot: 'gateway-1',
  name: spanId,
  kind: 'server',
  startMs: 1000 + startMs,
  durationMs,
  error: false,
  attributes: {},
});

const spans = [
  span('root', null, [0, 100]),
  span('b', 'root', [50, 45]),
  span('a', 'root', [10, 30]),
  span('b1', 'b', [60, 10]),
  span('late', 'root', [90, 80]),
];

describe('a trace as rows', () => {
  test('children stand below their parent in order of time, with depth and offset', () => {
    const { rows, durationMs } = layoutTrace(spans);
    expect(rows.map((row) => [row.span.spanId, row.depth, row.offsetMs])).toEqual([
      ['root', 0, 0],
      ['a', 1, 10],
      ['b', 1, 50],
      ['b1', 2, 60],
      ['late', 1, 90],
    ]);
    expect(durationMs).toBe(170);
  });

  test('own time is what no child covers; what a child does after its parent ended does not count', () => {
    const { rows } = layoutTrace(spans);
    expect(Object.fromEntries(rows.map((row) => [row.span.spanId, row.selfMs]))).toEqual({
      root: 100 - 30 - 45 - 5,
      a: 30,
      b: 35,
      b1: 10,
      late: 80,
    });
  });

  test('the critical path leads through what had to end before the answer, not through what outlives it', () => {
    const { rows } = layoutTrace(spans);
    expect(rows.filter(({ critical }) => critical).map((row) => row.span.spanId)).toEqual(['root', 'a', 'b', 'b1']);
  });

  test('a span whose parent never came stands at the top and says so', () => {
    const { rows } = layoutTrace([span('root', null, [0, 10]), span('lost', 'missing', [2, 3])]);
    expect(rows.map((row) => [row.span.spanId, row.depth, row.orphan])).toEqual([
      ['root', 0, false],
      ['lost', 0, true],
    ]);
  });

  test('spans that name each other as parents do not hang the page', () => {
    expect(layoutTrace([span('x', 'y', [0, 1]), span('y', 'x', [0, 1])]).rows).toEqual([]);
  });

  test('what is below a collapsed span is hidden', () => {
    const { rows } = layoutTrace(spans);
    expect(visibleRows(rows, new Set(['b'])).map((row) => row.span.spanId)).toEqual(['root', 'a', 'b', 'late']);
    expect(visibleRows(rows, new Set(['root'])).map((row) => row.span.spanId)).toEqual(['root']);
  });

  test('five thousand spans are laid out whole', () => {
    const many = Array.from({ length: 5000 }, (_, n) => span(`s${n}`, n === 0 ? null : `s${Math.floor((n - 1) / 3)}`, [n, 10]));
    expect(layoutTrace(many).rows).toHaveLength(5000);
  });
});
