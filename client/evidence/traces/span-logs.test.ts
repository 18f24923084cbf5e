import { expect, test } from 'vitest';
import type { LogLine } from '../../../core/protocol/logs.ts';
import type { SpanView } from '../../../core/protocol/traces.ts';
import { logsBySpan } from './span-logs.ts';
import { layoutTrace } from './trace-layout.ts';

const span = (spanId: string, parentSpanId: string | null, more: Partial<SpanView>): SpanView => ({
  traceId: 't',
  spanId,
  parentSpanId,
  service: 'orders',
  slot: 'orders-1',
  name: spanId,
  kind: 'internal',
  startMs: 1000,
  durationMs: 100,
  error: false,
  attributes: {},
  ...more,
});
const line = (message: string, atMs: number, slot = 'orders-1'): LogLine =>
  ({ message, atMs, slot, service: 'orders', version: '1', level: 'info', traceId: 't', attributes: {} }) as LogLine;
const place = (spans: SpanView[], logs: LogLine[]) =>
  Object.fromEntries(
    [...logsBySpan(layoutTrace(spans).rows, logs)].map(([spanId, lines]) => [spanId, lines.map(({ message }) => message)]),
  );

const spans = [
  span('root', null, { slot: 'gateway-1' }),
  span('order', 'root', { startMs: 1010, durationMs: 80 }),
  span('insert', 'order', { startMs: 1020, durationMs: 10 }),
];

test('a line stands at the innermost span of its instance that was at work', () => {
  expect(place(spans, [line('in', 1025), line('around', 1060), line('front', 1050, 'gateway-1')])).toEqual({
    insert: ['in'],
    order: ['around'],
    root: ['front'],
  });
});

test('a line after the work stands at what the instance did last; one of an instance without spans nowhere', () => {
  expect(place(spans, [line('late', 5000), line('stranger', 1020, 'psp-1')])).toEqual({ insert: ['late'] });
});

test('a clock that is off moves its lines with its spans', () => {
  const off = [span('call', null, { slot: 'gateway-1' }), span('served', 'call', { startMs: 91_000, durationMs: 20, kind: 'server' })];
  expect(place(off, [line('served it', 91_010)])).toEqual({ served: ['served it'] });
});
