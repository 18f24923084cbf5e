/** OTLP from outside the sandbox, over the house's own port. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTestHouse } from './host/test-house.fixture.ts';
import { type Collector, createCollector } from './telemetry/collector.ts';
import { listenOtlp } from './telemetry/listener.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

let collector: Collector;
let tokens: string[];
/** Requests that reached the collector, and those it did not take. */
let asked: number;
let refused: number;
let listener: Awaited<ReturnType<typeof listenOtlp>>;
let edge: TestApp;

beforeEach(async () => {
  collector = createCollector();
  tokens = [];
  asked = 0;
  refused = 0;
  listener = await listenOtlp({
    knows: () => (asked += 1) > 0,
    accept({ token, signal, body }) {
      tokens.push(token);
      return collector.accept(signal, body, Date.now());
    },
    refused: () => void (refused += 1),
  });
  const { telemetry } = (await openTestHouse()).parts;
  edge = await openTestApp({
    telemetry: {
      ...telemetry,
      collectorPort: listener.port,
      findTraces: async (_token, query) => ({ ...collector.spans.find(query), sampling: null }),
    },
  });
});
afterEach(async () => {
  await edge.close();
  await listener.stop();
});

const url = (signal: string): string => `${edge.url}/api/v1/otlp/v1/${signal}`;
const json = { ...facilitatorKey, 'content-type': 'application/json' };
const protobuf = { ...facilitatorKey, 'content-type': 'application/x-protobuf' };
const post = (signal: string, body: string | Uint8Array, headers: Record<string, string>): Promise<Response> =>
  fetch(url(signal), { method: 'POST', body: body as BodyInit, headers });

const resource = resourceFromAttributes({ 'service.name': 'loyalty' });

/** Spans as a service of somebody's own finishes them. */
function oneSpan() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.getTracer('loyalty').startSpan('GET /points').end();
  return exporter.getFinishedSpans();
}

test('[OI1] what an OpenTelemetry exporter sends is found by a search for its service, in the sandbox that stands', async () => {
  const exporter = new OTLPTraceExporter({ url: url('traces'), headers: facilitatorKey });
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.getTracer('loyalty').startSpan('GET /points').end();
  await provider.forceFlush();
  await provider.shutdown();
  const found = await edge.call('GET', '/api/v1/traces?service=loyalty');
  expect(found.body['traces']).toMatchObject([{ root: 'loyalty GET /points' }]);
  expect(tokens).toEqual([edge.house.pool.telemetryToken()]);
});

test('[OI2] protobuf packed with gzip is taken and answered in protobuf; larger than the house takes elsewhere, too', async () => {
  const packed = gzipSync(ProtobufTraceSerializer.serializeRequest(oneSpan()) ?? new Uint8Array());
  const answer = await post('traces', packed, { ...protobuf, 'content-encoding': 'gzip' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-protobuf']);
  const records = Array.from({ length: 3000 }, (_, n) => ({ timeUnixNano: '1000000000', body: { stringValue: `line ${n} of many` } }));
  const large = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: records }] }] });
  expect(large.length).toBeGreaterThan(200_000);
  expect(await (await post('logs', large, json)).json()).toEqual({});
  expect(collector.close(1).frame.ingest).toMatchObject({ spans: 1, logs: 3000 });
});

test('[OI3] what is refused of a request is told as partial success', async () => {
  const answer = await post('traces', JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'zz' }] }] }] }), json);
  expect(await answer.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
});

test('[OI4] strangers, players and wrong keys are refused as OTLP says, and nothing of theirs arrives', async () => {
  const { playerToken } = await edge.start();
  for (const authorization of ['', 'Bearer wrong', `Bearer ${playerToken}`]) {
    const answer = await post('traces', '{"resourceSpans":[]}', { ...json, authorization });
    expect([answer.status, await answer.json()]).toEqual([403, { code: 7, message: expect.stringContaining('facilitator key') }]);
  }
  const answer = await post('traces', new Uint8Array(), { 'content-type': 'application/x-protobuf' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/x-protobuf']);
  expect(tokens).toEqual([]);
});

test.each([
  ['broken JSON', 'traces', '{', json, 400],
  ['broken protobuf', 'metrics', new Uint8Array([0x0a, 0x7f]), protobuf, 400],
  ['another content type', 'logs', 'x', { ...json, 'content-type': 'text/plain' }, 415],
  ['too large a body', 'traces', 'x'.repeat(9 * 1024 * 1024), json, 413],
] as const)('[OI5] %s is refused by the collector, in the words of OTLP', async (_what, signal, body, headers, status) => {
  const answer = await post(signal, body, headers);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    headers === protobuf ? 'application/x-protobuf' : 'application/json',
  ]);
  expect((await post('traces', '{}', json)).status).toBe(200);
});

test('[OI6] without a sandbox, or a collector, the sender is told to come again', async () => {
  await listener.stop();
  const away = await post('traces', '{}', json);
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
  vi.spyOn(edge.house.pool, 'telemetryToken').mockReturnValue(null);
  expect(await (await post('traces', '{}', json)).json()).toMatchObject({ code: 14, message: expect.stringContaining('No sandbox') });
});

test('[OI7] a sender that goes away in the middle leaves nothing open behind it', async () => {
  const { port } = new URL(edge.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  const head = ['POST /api/v1/otlp/v1/traces HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 1000'];
  socket.write([...head, `authorization: ${facilitatorKey.authorization}`, '', '{"resource'].join('\r\n'));
  await vi.waitFor(() => expect(asked).toBe(1), 10_000);
  socket.destroy();
  await vi.waitFor(() => expect(refused).toBe(1), 10_000);
});

test('[OI8] no signal but the three is known, and nothing but POST', async () => {
  expect((await post('profiles', '{}', json)).status).toBe(404);
  expect((await fetch(url('traces'), { headers: facilitatorKey })).status).toBe(404);
});
