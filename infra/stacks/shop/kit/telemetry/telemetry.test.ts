import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ServiceBoot } from '../../../../../core/sandbox/messages.ts';
import type { RouteHandler } from '../kit.ts';
import type { RunningService } from '../start-service.ts';
import { startService } from '../start-service.ts';
import { testBoot, testSecret } from '../testing/boot.ts';
import { attribute, type Collector, openCollector, type WireMetric } from '../testing/collector.ts';

const closing: (() => Promise<void>)[] = [];
let collector: Collector;

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  collector = await openCollector();
  closing.push(collector.close);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  vi.restoreAllMocks();
});

/** An edge that asks an inner service, which logs and fails when told to. */
async function startPair(otlpBase: string): Promise<RunningService> {
  const metadata = { owner: 'edge', expires: '2027-01-31', description: 'for tests' };
  const flags: ServiceBoot['flags'] = {
    'new-way': { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off', metadata },
  };
  const inner = await startService(testBoot('inner-1', { otlpBase, flags, desired: { flags: { 'new-way': 'on' } } }), (kit) => {
    kit.route('GET', '/things/:id', async ({ params }) => {
      await kit.flag('new-way');
      kit.log.warn('looked up', { id: params['id'] ?? '' });
      if (params['id'] === 'broken') throw new TypeError('no such field');
      if (params['id'] === 'too-often') return { status: 429, body: { code: 'too_many_requests' } };
      return { status: 200, body: { id: params['id'] } };
    });
  });
  closing.push(inner.stop);
  const endpoints = { inner: [{ slot: 'inner-1', url: `http://127.0.0.1:${inner.port}` }] };
  const slis = [{ name: 'browse-availability', journey: 'browse', sli: 'availability', thresholdMs: 3000 } as const];
  const edge = await startService(testBoot('edge-1', { otlpBase, slis, desired: { endpoints } }), (kit) => {
    const client = kit.http('inner');
    const handler: RouteHandler = async ({ params }) => {
      const { status, body } = await client.request({ method: 'GET', path: `/things/${params['id']}`, name: 'GET /things/:id' });
      return { status, body };
    };
    kit.route('GET', '/:id', handler, { journey: 'browse' });
  });
  closing.push(edge.stop);
  return edge;
}

const hex = (length: number): RegExp => new RegExp(`^[0-9a-f]{${length}}$`);

test('one trace crosses HTTP and arrives as valid OTLP/JSON from both services', async () => {
  const edge = await startPair(collector.base);
  const response = await fetch(`http://127.0.0.1:${edge.port}/broken`);
  expect(response.status).toBe(500);
  const traceId = response.headers.get('x-trace-id');
  await vi.waitFor(() => expect(collector.spans).toHaveLength(3), { timeout: 20_000 });

  const spans = collector.spans.map(({ slot, item }) => ({ slot, ...item }));
  const server = spans.find(({ slot, kind }) => slot === 'edge-1' && kind === 2);
  const client = spans.find(({ kind }) => kind === 3);
  const inner = spans.find(({ slot }) => slot === 'inner-1');
  for (const span of spans) {
    expect(span.traceId).toBe(traceId);
    expect(span.spanId).toMatch(hex(16));
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
    expect(span.status.code).toBe(2);
  }
  expect(traceId).toMatch(hex(32));
  expect(server?.parentSpanId).toBeUndefined();
  expect(client?.parentSpanId).toBe(server?.spanId);
  expect(inner?.parentSpanId).toBe(client?.spanId);
  expect(attribute(client, 'brownout.link')).toBe('edge->inner');
  expect(attribute(inner, 'feature_flag.key')).toBe('new-way');
  expect(attribute(inner, 'feature_flag.result.variant')).toBe('on');
  expect(attribute(inner, 'feature_flag.result.reason')).toBe('static');
  expect(inner?.name).toBe('GET /things/:id');
});

test('a call that was turned away for asking too often has failed and is kept, and the one who turned it away has not', async () => {
  const edge = await startPair(collector.base);
  expect((await fetch(`http://127.0.0.1:${edge.port}/too-often`)).status).toBe(429);
  // Whether the part of the one who turned it away is kept is left to chance: nothing failed there.
  const ofEdge = () => collector.spans.filter(({ slot }) => slot === 'edge-1');
  await vi.waitFor(() => expect(ofEdge()).toHaveLength(2), { timeout: 20_000 });
  const failed = collector.spans.filter(({ item }) => item.status.code === 2);
  expect(failed.map(({ slot, item }) => [slot, item.kind, item.status.message])).toEqual([['edge-1', 3, 'answered 429']]);
});

test('logs carry the trace of the request they belong to', async () => {
  const edge = await startPair(collector.base);
  const response = await fetch(`http://127.0.0.1:${edge.port}/broken`);
  const messages = (): string[] => collector.logs.filter(({ slot }) => slot === 'inner-1').map(({ item }) => item.body.stringValue);
  await vi.waitFor(() => expect(messages()).toEqual(['looked up', 'request failed']), { timeout: 20_000 });
  for (const { item } of collector.logs) expect(item.traceId).toBe(response.headers.get('x-trace-id'));
  const failure = collector.logs.find(({ item }) => item.body.stringValue === 'request failed');
  expect(failure?.item.severityText).toBe('ERROR');
  expect(attribute(failure?.item, 'error')).toContain('TypeError: no such field');
});

test('metrics count every request, whether its trace was kept or not, as deltas', async () => {
  const edge = await startPair(collector.base);
  const requests = 30;
  for (let request = 0; request < requests; request++) await fetch(`http://127.0.0.1:${edge.port}/${request}`);
  const points = (slot: string, name: string) =>
    collector.metrics.filter((metric) => metric.slot === slot && metric.item.name === name).flatMap(({ item }) => pointsOf(item));
  const total = (slot: string, name: string): number =>
    points(slot, name).reduce((sum, { count = 0, asDouble = 0 }) => sum + count + asDouble, 0);
  await vi.waitFor(() => expect(total('edge-1', 'sli.events')).toBe(requests), { timeout: 20_000 });
  await vi.waitFor(() => expect(total('inner-1', 'http.server.request.duration')).toBe(requests), { timeout: 20_000 });
  expect(total('edge-1', 'http.client.request.duration')).toBe(requests);

  const [client] = points('edge-1', 'http.client.request.duration');
  expect(attribute(client, 'server.address')).toBe('inner-1');
  expect(attribute(client, 'http.response.status_code')).toBe(200);
  expect(client?.bucketCounts).toHaveLength((client?.explicitBounds?.length ?? 0) + 1);
  const [event] = points('edge-1', 'sli.events');
  expect(attribute(event, 'result')).toBe('good');
  const deltas = collector.metrics
    .filter(({ item }) => item.histogram ?? item.sum)
    .map(({ item }) => (item.histogram ?? item.sum)?.aggregationTemporality);
  expect(new Set(deltas)).toEqual(new Set([1]));
  for (const name of [
    'nodejs.eventloop.delay.p99',
    'nodejs.eventloop.utilization',
    'v8js.memory.heap.used',
    'http.server.active_requests',
  ]) {
    expect(points('edge-1', name).length, name).toBeGreaterThan(0);
  }
  expect(collector.spans.length).toBeLessThan(requests * 3);
});

function pointsOf(metric: WireMetric) {
  return (metric.histogram ?? metric.sum ?? metric.gauge)?.dataPoints ?? [];
}

test('a collector that is gone costs requests nothing', async () => {
  const gone = await openCollector();
  await gone.close();
  const edge = await startPair(gone.base);
  for (let request = 0; request < 20; request++) {
    const response = await fetch(`http://127.0.0.1:${edge.port}/${request}`);
    expect(response.status).toBe(200);
  }
});

test('metrics that are stale repeat what they said last, as of now, until they tell the present again', async () => {
  let asked = 0;
  const service = await startService(testBoot('stale-1', { otlpBase: collector.base }), (kit) => {
    kit.route('GET', '/', () => ({ status: 200, body: (asked += 1) }));
  });
  closing.push(service.stop);
  const served = (): { count: number; atMs: number }[] =>
    collector.metrics
      .filter(({ item }) => item.name === 'http.server.request.duration')
      .flatMap(({ item }) => item.histogram?.dataPoints ?? [])
      .map(({ count = 0, timeUnixNano }) => ({ count, atMs: Number(BigInt(timeUnixNano) / 1_000_000n) }));
  const tell = (hooks: object[]): Promise<Response> =>
    fetch(`http://127.0.0.1:${service.port}/control/desired`, {
      method: 'PUT',
      headers: { 'x-control-secret': testSecret, 'content-type': 'application/json' },
      body: JSON.stringify({ ...testBoot('stale-1').desired, hooks }),
    });
  await Promise.all([1, 2, 3].map(() => fetch(`http://127.0.0.1:${service.port}/`)));
  await vi.waitFor(() => expect(served().length).toBeGreaterThan(0), 10_000);
  await tell([{ id: 'f1', hook: { type: 'echo' } }]);
  const from = served().length;
  await vi.waitFor(() => expect(served().length).toBeGreaterThanOrEqual(from + 3), 15_000);
  const repeated = served().slice(from, from + 3);
  expect(new Set(repeated.map(({ count }) => count)).size).toBe(1);
  expect(repeated[2]?.atMs).toBeGreaterThan((repeated[0]?.atMs ?? 0) + 1000);
  await tell([]);
  const until = served().length + 1;
  await vi.waitFor(async () => {
    await fetch(`http://127.0.0.1:${service.port}/`);
    expect(served().length).toBeGreaterThan(until);
  }, 15_000);
});
