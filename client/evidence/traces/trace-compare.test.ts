import { describe, expect, test } from 'vitest';
import type { SpanView, TraceSummary } from '../../../core/protocol/traces.ts';
import { compareTraces, typicalOf } from './trace-compare.ts';
import { layoutTrace } from './trace-layout.ts';

const span = (spanId: string, parentSpanId: string | null, more: Partial<SpanView>): SpanView => ({
  traceId: 't',
  spanId,
  parentSpanId,
  service: 'catalog',
  slot: 'catalog-1',
  name: spanId,
  kind: 'internal',
  startMs: 1000,
  durationMs: 10,
  error: false,
  attributes: {},
  ...more,
});
const trace = (traceId: string, durationMs: number, error = false): TraceSummary => ({
  traceId,
  root: 'gateway GET /',
  startMs: 0,
  durationMs,
  spans: 1,
  error,
  services: [],
});

describe('a slow trace beside a typical one', () => {
  const slow = [
    span('r', null, { name: 'GET /products', durationMs: 900 }),
    span('q1', 'r', { name: 'SELECT', startMs: 1010, durationMs: 400, error: true }),
    span('q2', 'r', { name: 'SELECT', startMs: 1410, durationMs: 400 }),
  ];
  const typical = [
    span('r', null, { name: 'GET /products', durationMs: 20 }),
    span('c', 'r', { name: 'GET cache', durationMs: 2 }),
    span('q', 'r', { name: 'SELECT', startMs: 1005, durationMs: 8 }),
  ];
  const compared = compareTraces(layoutTrace(slow).rows, layoutTrace(typical).rows);

  test('spans of one operation on one path are counted and added up on both sides', () => {
    expect(compared.map(({ name, depth, slow: { count }, typical: { count: usual } }) => [name, depth, count, usual])).toEqual([
      ['catalog GET /products', 0, 1, 1],
      ['catalog SELECT', 1, 2, 1],
      ['catalog GET cache', 1, 0, 1],
    ]);
    expect(compared[1]).toMatchObject({ slow: { totalMs: 800, selfMs: 800, errors: 1 }, typical: { totalMs: 8 }, extraMs: 792 });
  });

  test('own times of both sides add up to the difference of the roots', () => {
    expect(compared.reduce((sum, { extraMs }) => sum + extraMs, 0)).toBe(880);
  });
});

describe('the typical trace', () => {
  test('is the one in the middle, without errors and not itself', () => {
    expect(typicalOf([trace('a', 10), trace('b', 20), trace('c', 30), trace('d', 1, true)], 'x')?.traceId).toBe('b');
    expect(typicalOf([trace('a', 10)], 'a')).toBeNull();
  });

  test('slow ones are all kept and do not make it slow', () => {
    const slow = Array.from({ length: 20 }, (_, index) => trace(`s${index}`, 2000));
    expect(typicalOf([...slow, trace('a', 10), trace('b', 20), trace('c', 30), trace('d', 40)], 'x')?.traceId).toBe('c');
  });
});
