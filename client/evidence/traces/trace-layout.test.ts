import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SpanView } from '../../../core/protocol/traces.ts';
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

  const pathOf = (given: readonly SpanView[]) =>
    Object.fromEntries(
      layoutTrace(given).rows.flatMap(({ span: { spanId }, critical }) =>
        critical.length === 0 ? [] : [[spanId, critical.map(({ fromMs, toMs }) => [fromMs, toMs])]],
      ),
    );

  test('the critical path leads from the end of the root back through what had to finish before', () => {
    const given = [
      span('root', null, [0, 100]),
      span('first', 'root', [10, 30]),
      span('beside', 'root', [15, 10]),
      span('last', 'root', [50, 45]),
      span('inside', 'last', [60, 10]),
    ];
    expect(pathOf(given)).toEqual({
      root: [
        [95, 100],
        [40, 50],
        [0, 10],
      ],
      first: [[10, 40]],
      last: [
        [70, 95],
        [50, 60],
      ],
      inside: [[60, 70]],
    });
  });

  test('the parts of the critical path make up the whole duration, whatever the trace', () => {
    const traces = fc
      .array(fc.tuple(fc.nat(20), fc.nat(100), fc.nat(100)), { maxLength: 30 })
      .map((rest) => [
        span('s0', null, [0, 100]),
        ...rest.map(([parent, from, length], index) =>
          span(`s${index + 1}`, `s${Math.min(parent, index)}`, [from, Math.min(length, 100 - from)]),
        ),
      ]);
    fc.assert(
      fc.property(traces, (given) => {
        const parts = Object.values(pathOf(given)).flat();
        expect(parts.reduce((sum, [fromMs = 0, toMs = 0]) => sum + toMs - fromMs, 0)).toBeGreaterThanOrEqual(100 - 0.5 * given.length);
      }),
    );
  });

  test('a caller that gave up had waited until then; nobody waits for a consumer', () => {
    const gaveUp = [{ ...span('call', null, [0, 50]), kind: 'client' as const }, span('served', 'call', [10, 500])];
    expect(pathOf(gaveUp)).toEqual({ call: [[0, 10]], served: [[10, 50]] });
    const sent = [span('request', null, [0, 50]), { ...span('record', 'request', [10, 500]), kind: 'consumer' as const }];
    expect(pathOf(sent)).toEqual({ request: [[0, 50]] });
  });

  test('what an instance did whose clock is off is drawn inside of the call, and says by how much it was moved', () => {
    const given = [
      span('call', null, [0, 100]),
      { ...span('served', 'call', [-90_000, 80]), slot: 'catalog-1' },
      { ...span('query', 'served', [-89_990, 20]), slot: 'catalog-1' },
    ];
    const { rows, durationMs } = layoutTrace(given);
    expect(durationMs).toBe(100);
    expect(rows.map(({ offsetMs, shiftMs }) => [offsetMs, shiftMs])).toEqual([
      [0, 0],
      [10, 90_010],
      [20, 90_010],
    ]);
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

  test('fifty thousand spans are laid out whole, however deep', () => {
    const deep = Array.from({ length: 50_000 }, (_, n) => span(`s${n}`, n === 0 ? null : `s${n - 1}`, [n, 50_000 - n]));
    expect(layoutTrace(deep).rows.at(-1)?.depth).toBe(49_999);
    const many = Array.from({ length: 50_000 }, (_, n) => span(`s${n}`, n === 0 ? null : `s${Math.floor((n - 1) / 3)}`, [n, 10]));
    expect(layoutTrace(many).rows).toHaveLength(50_000);
  });
});
