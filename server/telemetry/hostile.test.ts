/** Senders that are broken, or mean it: answered as the standard says, counted, and memory stays bounded. */
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Collector, createCollector } from './collector.ts';
import { listenOtlp } from './listener.ts';
import { decodeOtlp } from './otlp-protobuf.ts';
import { readSpans } from './otlp-spans.ts';
import { createKeyBook } from './otlp-values.ts';

let collector: Collector;
let refused = 0;
let listener: Awaited<ReturnType<typeof listenOtlp>>;

beforeAll(async () => {
  listener = await listenOtlp({
    knows: () => true,
    accept: ({ signal, body }) => collector.accept(signal, body, 5000),
    refused: () => void (refused += 1),
  });
});
afterAll(() => listener.stop());
beforeEach(() => {
  collector = createCollector({ link: 'users->gateway', service: 'gateway', latencySlis: [], availabilitySlis: [] }, 1024 * 1024);
});

const post = (signal: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${listener.port}/otlp/live/v1/${signal}`, {
    method: 'POST',
    body: body as BodyInit,
    headers: { 'content-type': 'application/json', ...headers },
  });

const rawSpan = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  name: 'GET /products',
  startTimeUnixNano: '1000000000',
  endTimeUnixNano: '1250000000',
  ...more,
});
const tracesOf = (...spans: unknown[]): string => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const metricsOf = (...metrics: unknown[]): string => JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const kept = () => collector.spans.page('a'.repeat(32), 0, 1000).spans;

function finishedSpans(): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'orders', 'service.instance.id': 'orders-1', 'service.version': '3.8.1' }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('test');
  for (const [name, kind] of [
    ['POST /orders', 1],
    ['insert orders', 2],
    ['orders.placed publish', 3],
  ] as const) {
    const span = tracer.startSpan(name, {
      kind,
      attributes: { 'order.lines': 3, 'order.total': 12.5, 'order.gift': true, 'order.id': 'ö-1' },
    });
    span.addEvent('retry', { attempt: 2 });
    span.recordException(new TypeError('no stock'));
    span.setStatus({ code: 2, message: 'no stock' });
    span.end();
  }
  return exporter.getFinishedSpans();
}

/** Every kind of metric, and a log line with values within values. */
async function finishedRest() {
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.DELTA),
    exportIntervalMillis: 1e6,
  });
  const provider = new MeterProvider({
    readers: [reader],
    views: [{ instrumentName: 'exp', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  });
  const meter = provider.getMeter('test', '1.2');
  meter.createCounter('orders', { unit: '1', description: 'taken' }).add(3, { currency: 'EUR' });
  meter.createUpDownCounter('held').add(-2.5);
  meter.createGauge('heap').record(12);
  meter.createHistogram('wait', { unit: 's' }).record(0.25);
  meter.createHistogram('exp').record(7);
  const metrics = (await reader.collect()).resourceMetrics;
  const exporter = new InMemoryLogRecordExporter();
  const logger = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }).getLogger('test');
  logger.emit({
    timestamp: 1000,
    severityNumber: 9,
    severityText: 'INFO',
    body: 'took it',
    attributes: { ids: [1, 'b'], more: { deep: true } },
  });
  return { metrics, logs: exporter.getFinishedLogRecords() };
}

/** Numbers and texts of numbers are the same in OTLP/JSON; what is empty or zero may be left out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? String(value) : value;
  const entries = Object.entries(value).map(([key, each]) => [key, plain(each)] as const);
  return Object.fromEntries(
    entries.filter(([, each]) => !['0', '', false].includes(each as string) && !(Array.isArray(each) && each.length === 0)),
  );
}

test('[OT1] protobuf as the OpenTelemetry SDK writes it reads as its JSON does', () => {
  const spans = finishedSpans();
  const protobuf = ProtobufTraceSerializer.serializeRequest(spans) ?? new Uint8Array();
  const json = new TextDecoder().decode(JsonTraceSerializer.serializeRequest(spans));
  const spansOf = (body: unknown) => readSpans(body, createKeyBook()).spans.map(({ span }) => span);
  const read = spansOf(decodeOtlp('traces', protobuf));
  expect(read).toEqual(spansOf(JSON.parse(json)));
  expect(read).toMatchObject([
    {
      service: 'orders',
      slot: 'orders-1',
      kind: 'server',
      error: true,
      statusMessage: 'no stock',
      attributes: { 'order.id': 'ö-1', 'order.total': 12.5 },
    },
    { kind: 'client', events: [{ name: 'retry', attributes: { attempt: 2 } }, { name: 'exception' }] },
    { kind: 'producer' },
  ]);
});

test('[OT17] protobuf of all three signals reads as the JSON of the same data, whole: it may be passed on', async () => {
  const read = (signal: 'traces' | 'metrics' | 'logs', bytes: Uint8Array | undefined) => decodeOtlp(signal, bytes ?? new Uint8Array());
  const jsonOf = (bytes: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(bytes));
  const spans = finishedSpans();
  const { metrics, logs } = await finishedRest();
  for (const [signal, protobuf, json] of [
    ['traces', ProtobufTraceSerializer.serializeRequest(spans), JsonTraceSerializer.serializeRequest(spans)],
    ['metrics', ProtobufMetricsSerializer.serializeRequest(metrics), JsonMetricsSerializer.serializeRequest(metrics)],
    ['logs', ProtobufLogsSerializer.serializeRequest(logs), JsonLogsSerializer.serializeRequest(logs)],
  ] as const)
    expect(plain(read(signal, protobuf)), signal).toEqual(plain(jsonOf(json)));
});

test('[OT18] protobuf that is nested without end is refused', async () => {
  // From the outside in: request, scope, span, attribute, its value, then lists within lists.
  const fields = [1, 2, 2, 9, 2, ...Array.from({ length: 20_000 }, () => [5, 1]).flat()];
  const heads: Uint8Array[] = [];
  let size = 0;
  for (const field of fields.reverse()) {
    const head = new BinaryWriter().tag(field, WireType.LengthDelimited).uint32(size).finish();
    heads.unshift(head);
    size += head.length;
  }
  const answer = await post('traces', Buffer.concat(heads), { 'content-type': 'application/x-protobuf' });
  expect(answer.status).toBe(400);
});

test('[OT2] protobuf, packed or not, is taken and answered in protobuf', async () => {
  const body = ProtobufTraceSerializer.serializeRequest(finishedSpans()) ?? new Uint8Array();
  for (const [packed, encoding] of [
    [body, 'identity'],
    [gzipSync(body), 'gzip'],
  ] as const) {
    const answer = await post('traces', packed, { 'content-type': 'application/x-protobuf', 'content-encoding': encoding });
    expect([answer.status, answer.headers.get('content-type'), (await answer.arrayBuffer()).byteLength]).toEqual([
      200,
      'application/x-protobuf',
      0,
    ]);
  }
  expect(collector.close(6000).frame.ingest).toMatchObject({ spans: 6, refusedSpans: 0 });
});

test('[OT3] protobuf cut off anywhere, or with any byte changed, is refused or read, and never more than that', () => {
  const body = Buffer.from(ProtobufTraceSerializer.serializeRequest(finishedSpans()) ?? []);
  const tryIt = (bytes: Uint8Array): void => {
    try {
      readSpans(decodeOtlp('traces', bytes), createKeyBook());
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  };
  for (let length = 1; length < body.length; length += 1) expect(() => decodeOtlp('traces', body.subarray(0, length))).toThrow();
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.nat(255), (at, byte) => {
      const changed = Buffer.from(body);
      changed[at] = byte;
      tryIt(changed);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), tryIt));
});

test('[OT4] a gzip bomb is cut off while it is unpacked and answered 413', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
  expect(bomb.length).toBeLessThan(1024 * 1024);
  const before = process.memoryUsage.rss();
  const answers = await Promise.all(Array.from({ length: 8 }, () => post('traces', bomb, { 'content-encoding': 'gzip' })));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(413));
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
});

test('[OT5] a body that is too large is answered 413, told in advance or not', async () => {
  expect((await post('traces', 'x'.repeat(9 * 1024 * 1024))).status).toBe(413);
  const streamed = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const answer = await fetch(`http://127.0.0.1:${listener.port}/otlp/live/v1/traces`, {
    method: 'POST',
    body: streamed,
    headers: { 'content-type': 'application/json' },
    duplex: 'half',
  } as RequestInit).catch(() => null);
  // Cut off while it still writes, a client sees the answer or the end of the connection.
  expect([413, undefined]).toContain(answer?.status);
  expect((await post('traces', tracesOf(rawSpan()))).status).toBe(200);
});

test('[OT6] a sender that goes away in the middle harms nobody and is counted', async () => {
  const before = refused;
  await new Promise<void>((resolve) => {
    const socket = connect(listener.port, '127.0.0.1', () => {
      socket.write(
        'POST /otlp/live/v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"resource',
      );
      setTimeout(() => socket.destroy(), 50);
    });
    socket.on('close', () => resolve());
  });
  await expect.poll(() => refused).toBe(before + 1);
  expect((await post('traces', tracesOf(rawSpan()))).status).toBe(200);
});

test('[OT7] errors carry a google.rpc.Status in the encoding of the request', async () => {
  const json = await post('traces', '{');
  expect([json.status, await json.json()]).toEqual([400, { code: 3, message: expect.stringContaining('not valid OTLP') }]);
  const protobuf = await post('traces', new Uint8Array([0x0a, 0x7f]), { 'content-type': 'application/x-protobuf' });
  expect([protobuf.status, protobuf.headers.get('content-type')]).toEqual([400, 'application/x-protobuf']);
  const status = new Uint8Array(await protobuf.arrayBuffer());
  expect([...status.subarray(0, 3)]).toEqual([0x08, 3, 0x12]);
});

test.each([
  ['no id', { traceId: undefined }],
  ['an id of zeros', { traceId: '0'.repeat(32) }],
  ['an id that is too long', { spanId: 'b'.repeat(17) }],
  ['an id that is not hexadecimal', { spanId: 'z'.repeat(16) }],
  ['an id that is a list', { traceId: ['a'.repeat(32)] }],
  ['no beginning', { startTimeUnixNano: 'soon' }],
])('[OT8] a span with %s is refused and told; its neighbours are kept', async (_what, change) => {
  const answer = await post('traces', tracesOf(rawSpan(change), rawSpan()));
  expect(await answer.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  expect(kept()).toHaveLength(1);
  expect(collector.close(6000).frame.ingest).toMatchObject({ spans: 1, refusedSpans: 1 });
});

test('[OT9] an id in capitals is the same id', async () => {
  await post('traces', tracesOf(rawSpan({ traceId: 'A'.repeat(32), parentSpanId: 'C'.repeat(16) })));
  expect(kept()).toMatchObject([{ traceId: 'a'.repeat(32), parentSpanId: 'c'.repeat(16) }]);
});

test('[OT10] clocks that are off: a span that ends before it begins, or lies years away, is kept as it says', async () => {
  const far = '99999999999000000000';
  await post(
    'traces',
    tracesOf(rawSpan({ endTimeUnixNano: '1' }), rawSpan({ spanId: 'c'.repeat(16), startTimeUnixNano: far, endTimeUnixNano: far })),
  );
  expect(kept().map(({ startMs, durationMs }) => [startMs, durationMs])).toEqual([
    [1000, 0],
    [99_999_999_999_000, 0],
  ]);
  expect(collector.spans.find({ limit: 10 }).traces).toHaveLength(1);
});

test('[OT11] 100,000 attribute keys: 128 of a span are kept, 2000 of a sandbox, and it is told how many were left out', async () => {
  const attributes = Array.from({ length: 100_000 }, (_, index) => text(`key.${index}`, 'x'));
  const answer = await post('traces', tracesOf(rawSpan({ attributes })));
  expect(await answer.json()).toMatchObject({
    partialSuccess: { rejectedSpans: '0', errorMessage: expect.stringContaining('99872 attributes left out') },
  });
  expect(Object.keys(kept()[0]?.attributes ?? {})).toHaveLength(129);
  const many = Array.from({ length: 1000 }, (_, n) => rawSpan({ attributes: attributes.slice(n * 100, n * 100 + 100) }));
  await post('traces', tracesOf(...many));
  expect(new Set(kept().flatMap((span) => Object.keys(span.attributes))).size).toBeLessThanOrEqual(2001);
  expect(collector.close(6000).frame.ingest.droppedAttributes).toBeGreaterThan(190_000);
});

test('[OT12] a huge value, name or list of events is cut', async () => {
  const huge = 'x'.repeat(1024 * 1024);
  const events = Array.from({ length: 1000 }, () => ({ name: 'retry', timeUnixNano: '1000000000' }));
  await post(
    'traces',
    tracesOf(rawSpan({ name: huge, attributes: [text('db.query.text', huge)], status: { code: 2, message: huge }, events })),
  );
  const [span] = kept();
  expect(JSON.stringify(span).length).toBeLessThan(10_000);
  expect(span?.events).toHaveLength(32);
});

test('[OT13] names that objects have by birth do no harm', async () => {
  const evil = ['__proto__', 'constructor', 'toString'];
  await post('traces', tracesOf(rawSpan({ attributes: evil.map((key) => text(key, 'x')) })));
  const sum = (sli: string) => ({
    name: 'sli.events',
    sum: { dataPoints: [{ asInt: '7', attributes: [text('sli', sli), text('result', 'good')] }] },
  });
  await post('metrics', metricsOf(...evil.map(sum), sum('browse-latency')));
  const histogram = {
    dataPoints: [{ count: '1', bucketCounts: ['1', '0'], explicitBounds: [1], attributes: [text('brownout.link', '__proto__')] }],
  };
  await post('metrics', metricsOf({ name: 'http.client.request.duration', histogram }));
  const closed = collector.close(6000);
  expect(closed.sli).toEqual({ 'browse-latency': { good: 7, bad: 0 } });
  expect(closed.frame.links).toEqual({});
  expect(Object.keys(kept()[0]?.attributes ?? {})).toEqual(['service.version']);
  expect(({} as Record<string, unknown>)['good']).toBeUndefined();
});

test('[OT14] series without end: only so many links, slots, partitions and SLIs are followed', async () => {
  const names = Array.from({ length: 3000 }, (_, index) => `n${index}`);
  const point = (key: string, value: string) => ({ asDouble: 1, attributes: [text(key, value)] });
  const bar = (value: string) => ({
    count: '1',
    bucketCounts: ['1', '0'],
    explicitBounds: [1],
    attributes: [text('brownout.link', value)],
  });
  await post(
    'metrics',
    metricsOf(
      { name: 'http.client.request.duration', histogram: { dataPoints: names.map(bar) } },
      { name: 'sli.events', sum: { dataPoints: names.map((name) => point('sli', name)) } },
      { name: 'kafka.consumer_group.offset', gauge: { dataPoints: names.map((name) => point('group', name)) } },
      ...names.map((name) => ({ name: `redis.${name}`, gauge: { dataPoints: [point('x', 'y')] } })),
    ),
  );
  const { frame, sli } = collector.close(6000);
  expect(Object.keys(frame.links).length).toBe(500);
  expect(Object.keys(sli).length).toBe(100);
  expect(frame.partitions.length).toBe(1000);
});

test('[OT15] whatever JSON comes, it is answered', async () => {
  const shapes = [null, 1, 'x', [], {}, [null], [[]], [{}], { resourceSpans: 5 }];
  for (const value of shapes) {
    const bodies = [
      { resourceSpans: value, resourceMetrics: value, resourceLogs: value },
      { resourceSpans: [{ resource: value, scopeSpans: value }], resourceMetrics: [{ scopeMetrics: [{ metrics: value }] }] },
      { resourceSpans: [{ scopeSpans: [{ spans: [{ ...rawSpan(), attributes: value, events: value, status: value, name: value }] }] }] },
      { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: value, sum: value, histogram: { dataPoints: value } }] }] }] },
      { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: value, attributes: value, severityText: value, traceId: value }] }] }] },
    ];
    for (const body of bodies)
      for (const signal of ['traces', 'metrics', 'logs']) expect((await post(signal, JSON.stringify(body))).status).toBe(200);
  }
  const deep = `${'{"resourceSpans":['.repeat(100_000)}`;
  expect((await post('traces', deep)).status).toBe(400);
});

test('[OT16] eight megabytes of empty protobuf messages are refused before they fill the memory', async () => {
  const empties = Buffer.alloc(7 * 1024 * 1024, Buffer.from([0x0a, 0x00]));
  expect((await post('traces', empties, { 'content-type': 'application/x-protobuf' })).status).toBe(400);
});
