import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpanView } from '../../core/protocol/traces.ts';
import type { TraceQuery } from '../ports/telemetry.ts';
import { createSpanStore, type SpanStore } from './span-store.ts';

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

const idsOf = (store: SpanStore, query: Partial<TraceQuery> = {}): number[] =>
  store.find({ limit: 100, ...query }).traces.map(({ traceId }) => Number(traceId));

function filled(...spans: SpanView[]): SpanStore {
  const store = createSpanStore(1e6);
  for (const each of spans) store.add(each, 0);
  return store;
}

test('[TE7] the ring is bounded in bytes: the oldest trace goes first and whole', () => {
  const store = createSpanStore(8000);
  for (let trace = 1; trace <= 10; trace++) for (const id of [0, 1]) store.add(span(trace, id), 0);
  const { traces } = store.find({ limit: 100 });
  const kept = traces.map(({ traceId }) => Number(traceId));
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 10 - index));
  expect(kept.length).toBeGreaterThan(2);
  expect(kept.length).toBeLessThan(10);
  expect(traces.every(({ spans }) => spans === 2)).toBe(true);
  expect(store.page('1'.padStart(32, '0'), 0, 10)).toEqual({ spans: [], total: 0 });
  expect(store.held().bytes).toBeLessThanOrEqual(8000);
  expect(store.held().traces).toBe(kept.length);
});

test('[TE7] a trace without end takes half of the ring at most; the rest of it is refused', () => {
  const store = createSpanStore(100_000);
  const sizes = Array.from({ length: 1000 }, (_, id) => {
    const before = store.held().bytes;
    return { isKept: store.add(span(1, id), 0), bytes: store.held().bytes - before };
  });
  const kept = sizes.filter(({ isKept }) => isKept);
  expect(store.page('1'.padStart(32, '0'), 0, 1000).total).toBe(kept.length);
  expect(kept.length).toBeGreaterThan(50);
  // Every span that was refused took nothing, and they were refused from half on: one span may lie across it.
  expect(sizes.slice(kept.length).every(({ isKept, bytes }) => !isKept && bytes === 0)).toBe(true);
  expect(kept.length).toBeLessThan(1000);
  expect(store.held().bytes).toBeGreaterThan(50_000);
  expect(store.held().bytes - (kept.at(-1)?.bytes ?? 0)).toBeLessThanOrEqual(50_000);
});

test('[TE8] traces are found by status, duration, root, service, operation, instance and version', () => {
  const store = filled(
    span(1, 0),
    span(2, 0, { durationMs: 900, name: 'POST /checkout' }),
    span(3, 0),
    span(3, 1, { service: 'orders', slot: 'orders-2', name: 'POST /orders', error: true, attributes: { 'service.version': '3.8.1' } }),
  );
  expect(idsOf(store, { status: 'error' })).toEqual([3]);
  expect(idsOf(store, { status: 'ok' })).toEqual([2, 1]);
  expect(idsOf(store, { minDurationMs: 500 })).toEqual([2]);
  expect(idsOf(store, { maxDurationMs: 500 })).toEqual([3, 1]);
  expect(idsOf(store, { root: 'gateway' })).toEqual([3, 2, 1]);
  expect(idsOf(store, { root: 'gateway POST /checkout' })).toEqual([2]);
  expect(idsOf(store, { root: 'gate' })).toEqual([]);
  expect(idsOf(store, { service: 'orders' })).toEqual([3]);
  expect(idsOf(store, { operation: 'POST /orders' })).toEqual([3]);
  expect(idsOf(store, { slot: 'orders-2' })).toEqual([3]);
  expect(idsOf(store, { version: '3.8.1' })).toEqual([3]);
  expect(idsOf(store, { version: '3.8' })).toEqual([]);
});

test('[TE8] filters of a span must fit one and the same span', () => {
  const store = filled(span(1, 0, { attributes: { 'shop.cache': 'hit' } }), span(1, 1, { service: 'orders', name: 'POST /orders' }));
  const cache = [{ key: 'shop.cache', value: 'hit' }];
  expect(idsOf(store, { service: 'gateway', attributes: cache })).toEqual([1]);
  expect(idsOf(store, { service: 'orders', attributes: cache })).toEqual([]);
  expect(idsOf(store, { service: 'gateway', operation: 'POST /orders' })).toEqual([]);
});

test('[TE8] an attribute is found by the text of its value, be it a text, a number or a truth value', () => {
  const attributes = { 'http.response.status_code': 503, 'order.gift': true, 'order.id': 'o-17', 'db.seconds': 0.25 };
  const store = filled(span(1, 0, { attributes }), span(2, 0, { attributes: { 'http.response.status_code': '503' } }), span(3, 0));
  const by = (key: string, value: string): number[] => idsOf(store, { attributes: [{ key, value }] });
  expect(by('http.response.status_code', '503')).toEqual([2, 1]);
  expect(by('order.gift', 'true')).toEqual([1]);
  expect(by('order.id', 'o-17')).toEqual([1]);
  expect(by('db.seconds', '0.25')).toEqual([1]);
  expect(by('order.id', 'o-18')).toEqual([]);
  expect(by('toString', 'x')).toEqual([]);
});

test('[TE8] newest or slowest first, and it is told when more fit', () => {
  const store = filled(...[5, 900, 300].map((durationMs, index) => span(index + 1, 0, { durationMs })));
  expect(idsOf(store, { order: 'slowest' })).toEqual([2, 3, 1]);
  expect(store.find({ limit: 2, order: 'slowest' })).toMatchObject({ more: true, traces: [{ durationMs: 900 }, { durationMs: 300 }] });
  expect(store.find({ limit: 3 }).more).toBe(false);
});

test('[TE14] traces are found by the links they went over, whoever served them, and by when they began', () => {
  const over = (link: string) => ({ service: 'catalog', kind: 'client' as const, attributes: { 'brownout.link': link } });
  const store = filled(
    ...[1, 2, 3].map((trace) => span(trace, 0)),
    span(1, 1, over('catalog->redis')),
    span(2, 1, over('catalog->postgres')),
  );
  expect(idsOf(store, { links: ['catalog->redis'] })).toEqual([1]);
  expect(idsOf(store, { links: ['catalog->postgres', 'catalog->redis'] })).toEqual([2, 1]);
  expect(idsOf(store, { links: ['orders->kafka'] })).toEqual([]);
  expect(idsOf(store, { began: { fromMs: 15, toMs: 25 } })).toEqual([2]);
});

test('[TE15] a search finds exactly what looking at every span finds', () => {
  const one = fc.constantFrom('a', 'b', '7', 'true');
  const spans = fc.array(
    fc.record({ trace: fc.integer({ min: 1, max: 12 }), service: one, name: one, value: fc.oneof(one, fc.constant(7), fc.boolean()) }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(spans, one, one, one, (given, service, operation, value) => {
      const all = given.map((each, id) => span(each.trace, id, { service: each.service, name: each.name, attributes: { k: each.value } }));
      const store = filled(...all.map((each) => ({ ...each, attributes: { ...each.attributes } })));
      const fits = all.filter((each) => each.service === service && each.name === operation && String(each.attributes['k']) === value);
      const wanted = [...new Set(fits.map(({ traceId }) => Number(traceId)))].sort((x, y) => x - y);
      expect(idsOf(store, { service, operation, attributes: [{ key: 'k', value }] }).sort((x, y) => x - y)).toEqual(wanted);
    }),
  );
});

test('[TE16] spans come in pages, in the order in which they came', () => {
  const store = filled(...[0, 1, 2, 3, 4].map((id) => span(1, id)));
  const page = store.page('1'.padStart(32, '0'), 3, 10);
  expect([page.total, page.spans.map(({ spanId }) => Number(spanId))]).toEqual([5, [3, 4]]);
});

test('[TE17] operations and versions of what is kept are told, and forgotten with it', () => {
  const store = createSpanStore(3000);
  store.add(span(1, 0, { name: 'old', service: 'orders', attributes: { 'service.version': '1' } }), 0);
  expect(store.words.read()).toEqual({ services: { orders: { operations: ['old'], versions: ['1'] } } });
  for (let trace = 2; trace < 10; trace++) store.add(span(trace, 0), 0);
  expect(store.words.read()).toEqual({ services: { gateway: { operations: ['GET /products'], versions: [] } } });
});
