import { expect, test } from 'vitest';
import type { MetricPoint } from './otlp.ts';
import { createSlotGauges } from './slot-gauges.ts';

const point = (slot: string, name: string, value: number, attributes: MetricPoint['attributes'] = {}): MetricPoint => ({
  origin: { service: slot.replace(/-\d+$/, ''), slot, version: '1' },
  name,
  attributes,
  value,
  histogram: null,
});

test('[TE15] each slot says how full it is; what it has not is null, and a silent slot is absent', () => {
  const book = createSlotGauges();
  book.add(point('orders-1', 'http.server.active_requests', 4));
  book.add(point('orders-1', 'http.server.active_requests', 7));
  book.add(point('orders-1', 'db.client.connection.count', 3, { state: 'used' }));
  book.add(point('orders-1', 'db.client.connection.count', 1, { state: 'idle' }));
  book.add(point('orders-1', 'db.client.connection.pending_requests', 9));
  book.add(point('gateway-1', 'nodejs.eventloop.utilization', 0.25));
  book.add(point('gateway-1', 'v8js.memory.heap.used', 10 * 1024 * 1024));
  expect(book.add(point('gateway-1', 'sli.events', 1))).toBe(false);
  expect(book.close()).toEqual({
    'gateway-1': { inflight: null, poolUsed: null, poolIdle: null, poolPending: null, loopBusy: 0.25, heapMb: 10 },
    'orders-1': { inflight: 7, poolUsed: 3, poolIdle: 1, poolPending: 9, loopBusy: null, heapMb: null },
  });
  expect(book.close()).toEqual({});
});
