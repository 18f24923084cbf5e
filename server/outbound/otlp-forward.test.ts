import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCollector } from '../telemetry/collector.ts';
import { listenOtlp } from '../telemetry/listener.ts';
import { createForwarder, type Forwarder } from './otlp-forward.ts';

/** A backend: keeps what it takes, or never answers. */
let received: { path: string; headers: IncomingMessage['headers']; body: unknown }[];
let isHanging: boolean;
let backend: Server;
let forwarder: Forwarder;
let url: string;
let listener: Awaited<ReturnType<typeof listenOtlp>>;
const lines: string[] = [];

beforeEach(async () => {
  received = [];
  isHanging = false;
  lines.length = 0;
  backend = createServer(async (request, response) => {
    if (isHanging) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(backend, 'listening');
  url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/base`;
  forwarder = open(url);
  const collector = createCollector(null, 1024 * 1024);
  listener = await listenOtlp({
    knows: (token) => token === 'live',
    accept({ signal, body }) {
      const taken = collector.accept(signal, body, 5000);
      forwarder.take(signal, body, taken.refused);
      return taken;
    },
    refused: () => {},
  });
});
afterEach(async () => {
  backend.closeAllConnections();
  backend.close();
  await Promise.all([listener.stop(), forwarder.stop()]);
});

const open = (target: string): Forwarder =>
  createForwarder({ target: { url: target, headers: { 'x-tenant': 'pod 1' } }, retryAfterMs: [5], log: (line) => void lines.push(line) });

async function closeBackend(): Promise<void> {
  backend.closeAllConnections();
  backend.close();
  await once(backend, 'close');
}

const send = (signal: string, body: unknown, token = 'live'): Promise<Response> =>
  fetch(`http://127.0.0.1:${listener.port}/otlp/${token}/v1/${signal}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const resource = { attributes: [text('service.name', 'orders'), text('service.namespace', 'shop')] };
const scope = { name: 'shop-kit', version: '1' };
const span = (more: Record<string, unknown> = {}) => ({
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  name: 'POST /orders',
  kind: 2,
  flags: 257,
  startTimeUnixNano: '1764179999123456789',
  endTimeUnixNano: '1764179999223456789',
  attributes: [text('http.route', '/orders'), text('brownout.link', 'orders->redis')],
  droppedAttributesCount: 0,
  status: { code: 2, message: 'answered 500' },
  ...more,
});
const tracesOf = (...spans: unknown[]) => ({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] });
const logsOf = (...logRecords: unknown[]) => ({ resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords }] }] });
const point = { asInt: '7', startTimeUnixNano: '1', timeUnixNano: '2', attributes: [text('sli', 'browse-latency')] };
const metricsOf = (...metrics: unknown[]) => ({ resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] });
const sum = { name: 'sli.events', unit: '1', sum: { dataPoints: [point], aggregationTemporality: 1, isMonotonic: true } };
const bodies = (path: string) => received.filter((request) => request.path === `/base/v1/${path}`).map(({ body }) => body);

describe('a forwarder', () => {
  test('[OF1] sends on what was sent, by signal, as OTLP/JSON with the headers of the operator', async () => {
    const log = {
      timeUnixNano: '3',
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: 'took it' },
      attributes: [text('orderId', 'o-1')],
    };
    await send('traces', tracesOf(span()));
    await send('metrics', metricsOf(sum));
    await send('logs', logsOf(log));
    forwarder.flush();
    await vi.waitFor(() => expect(received).toHaveLength(3), 10_000);
    expect(bodies('traces')).toEqual([tracesOf(span())]);
    expect(bodies('metrics')).toEqual([metricsOf(sum)]);
    expect(bodies('logs')).toEqual([logsOf(log)]);
    for (const { headers } of received) expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-tenant': 'pod 1' });
    await vi.waitFor(() => expect(forwarder.counts().traces).toEqual({ delivered: 1, failed: 0, dropped: 0 }), 10_000);
  });

  test('[OF2] sends what came in one second as one request, in its order', async () => {
    for (const name of ['one', 'two', 'three']) await send('traces', tracesOf(span({ name })));
    forwarder.flush();
    forwarder.flush();
    await vi.waitFor(() => expect(received).toHaveLength(1), 10_000);
    const [body] = bodies('traces') as { resourceSpans: { scopeSpans: { spans: { name: string }[] }[] }[] }[];
    expect(body?.resourceSpans.map(({ scopeSpans }) => scopeSpans[0]?.spans[0]?.name)).toEqual(['one', 'two', 'three']);
  });

  test('[OF3] keeps what was refused: whole requests, and single spans', async () => {
    expect((await send('traces', tracesOf(span()), 'stale')).status).toBe(403);
    expect((await send('traces', '{"resourceSpans":[')).status).toBe(400);
    await send('traces', tracesOf(span({ traceId: 'zz' })));
    await send('traces', tracesOf(span({ spanId: '0'.repeat(16) }), span({ name: 'kept' })));
    forwarder.flush();
    await vi.waitFor(() => expect(bodies('traces')).toEqual([tracesOf(span({ name: 'kept' }))]), 10_000);
  });

  test('[OF4] keeps what players must not see: attributes outside the allow-list, stacks and paths of this machine', async () => {
    const stack = 'Error: internal error\n    at Hooks.beforeWork (file:///srv/house/dist/services/orders.js:1:2)';
    const event = {
      name: 'exception',
      timeUnixNano: '2',
      attributes: [text('exception.type', 'Error'), text('exception.stacktrace', stack)],
    };
    const link = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), attributes: [text('brownout.fault', 'SEALED')] };
    await send(
      'traces',
      tracesOf(span({ attributes: [text('brownout.hook', 'SEALED'), text('http.route', '/')], events: [event], links: [link] })),
    );
    await send(
      'logs',
      logsOf({ body: { stringValue: 'failed at /srv/house/dist/x.js' }, attributes: [text('error', '/srv/house/node_modules/pg/a.js')] }),
    );
    forwarder.flush();
    await vi.waitFor(() => expect(received).toHaveLength(2), 10_000);
    expect(bodies('traces')).toEqual([
      tracesOf(
        span({
          attributes: [text('http.route', '/')],
          events: [{ ...event, attributes: [text('exception.type', 'Error')] }],
          links: [{ ...link, attributes: [] }],
        }),
      ),
    ]);
    expect(bodies('logs')).toEqual([
      logsOf({ body: { stringValue: 'failed at dist/x.js' }, attributes: [text('error', 'node_modules/pg/a.js')] }),
    ]);
    expect(JSON.stringify(received)).not.toMatch(/SEALED|Hooks|srv/);
  });

  test.each(['gone', 'hanging'])('[OF5] whose backend is %s neither delays nor breaks ingest, and holds a bounded lot', async (kind) => {
    if (kind === 'gone') await closeBackend();
    isHanging = true;
    const begun = performance.now();
    for (let second = 0; second < 100; second += 1) {
      expect((await send('traces', tracesOf(span({ name: `n${second}` })))).status).toBe(200);
      forwarder.flush();
    }
    expect(performance.now() - begun).toBeLessThan(4_000);
    const { dropped } = forwarder.counts().traces;
    if (kind === 'hanging') expect(dropped).toBe(100 - 1 - 32);
    else await vi.waitFor(() => expect(forwarder.counts().traces.failed).toBeGreaterThan(5), 10_000);
  });

  test('[OF6] drops the oldest by size, too: large requests do not pile up', async () => {
    isHanging = true;
    const line = { body: { stringValue: 'x'.repeat(3 * 1024 * 1024) } };
    for (let count = 0; count < 10; count += 1) await send('logs', logsOf(line));
    expect(forwarder.counts().logs.dropped).toBe(10 - 1 - 2);
  });

  test('[OF7] tells of a backend that is away once, not every second', async () => {
    await closeBackend();
    for (let count = 1; count <= 4; count += 1) {
      await send('traces', tracesOf(span()));
      forwarder.flush();
      await vi.waitFor(() => expect(forwarder.counts().traces.failed).toBe(count), 10_000);
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^OTLP traces: .*ECONNREFUSED/);
  });

  test('[OF8] cannot write what is nested too deep: counted, and accepted all the same', async () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(100_000)}${']}}'.repeat(100_000)}`;
    const body = JSON.stringify(tracesOf(span({ attributes: [{ key: 'db.deep', value: 'DEEP' }] }))).replace('"DEEP"', deep);
    expect((await send('traces', body)).status).toBe(200);
    expect(forwarder.counts().traces.failed).toBe(1);
  });

  test.each([null, 5, [], [null], [{ scopeSpans: 5 }]])(
    '[OF9] sends nothing of a request that holds nothing: %j',
    async (resourceSpans) => {
      expect((await send('traces', { resourceSpans })).status).toBe(200);
      forwarder.flush();
      expect(forwarder.counts().traces).toEqual({ delivered: 0, failed: 0, dropped: 0 });
      await send('metrics', metricsOf(sum));
      forwarder.flush();
      await vi.waitFor(() => expect(received.map(({ path }) => path)).toEqual(['/base/v1/metrics']), 10_000);
    },
  );

  test('[OF10] sends what is left when the house stops', async () => {
    await send('traces', tracesOf(span()));
    await forwarder.stop();
    expect(bodies('traces')).toEqual([tracesOf(span())]);
  });
});
