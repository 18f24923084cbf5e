import { expect, test } from 'vitest';
import type { SpanView } from '../../core/protocol/traces.ts';
import { createSpanStore } from './span-store.ts';
import type { TraceQuery } from './trace-summary.ts';

function span(trace: number, id: number, more: Partial<SpanView> = {}): SpanView {
  return {
    traceId: String(trace).padStart(32, '0'),
    spanId: String(id).padStart(16, '0'),
    parentSpanId: id === 0 ? null : '0'.repeat(16),
    service: 'gateway',
    slot: 'gateway-1',
    name: 'GET /products',
    kind: 'server',
    startMs: trace * 10 + id,
    durationMs: 5,
    error: false,
    attributes: {},
    ...more,
  };
}

test('[TE7] the ring is bounded in bytes: the oldest trace goes first and whole', () => {
  const store = createSpanStore(4500);
  for (let trace = 1; trace <= 10; trace++) for (const id of [0, 1]) store.add(span(trace, id));
  const kept = store.recent({ limit: 100, errorsOnly: false, minDurationMs: 0 });
  expect(kept.map(({ traceId }) => Number(traceId))).toEqual([10, 9, 8, 7, 6]);
  expect(kept.every(({ spans }) => spans === 2)).toBe(true);
  expect(store.trace('1'.padStart(32, '0'))).toEqual([]);
});

test('[TE8] recent traces are found by error, duration and service', () => {
  const store = createSpanStore(1e6);
  store.add(span(1, 0));
  store.add(span(2, 0, { durationMs: 900 }));
  store.add(span(3, 0));
  store.add(span(3, 1, { service: 'orders', error: true }));
  const ids = (query: Partial<TraceQuery>): number[] =>
    store.recent({ limit: 10, errorsOnly: false, minDurationMs: 0, ...query }).map(({ traceId }) => Number(traceId));
  expect(ids({ errorsOnly: true })).toEqual([3]);
  expect(ids({ minDurationMs: 500 })).toEqual([2]);
  expect(ids({ service: 'orders' })).toEqual([3]);
});

test('[TE14] traces are found by the links they went over, whoever served them, and by when they began', () => {
  const store = createSpanStore(1e6);
  const over = (link: string) => ({ service: 'catalog', kind: 'client' as const, attributes: { 'brownout.link': link } });
  for (const trace of [1, 2, 3]) store.add(span(trace, 0));
  store.add(span(1, 1, over('catalog->redis')));
  store.add(span(2, 1, over('catalog->postgres')));
  const ids = (query: Partial<TraceQuery>): number[] =>
    store.recent({ limit: 10, errorsOnly: false, minDurationMs: 0, ...query }).map(({ traceId }) => Number(traceId));
  expect(ids({ links: ['catalog->redis'] })).toEqual([1]);
  expect(ids({ links: ['catalog->postgres', 'catalog->redis'] })).toEqual([2, 1]);
  expect(ids({ links: ['orders->kafka'] })).toEqual([]);
  expect(ids({ began: { fromMs: 15, toMs: 25 } })).toEqual([2]);
});
