import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollector } from './collector.ts';
import { listenOtlp } from './listener.ts';

const collector = createCollector();
let refused = 0;
let listener: Awaited<ReturnType<typeof listenOtlp>>;

beforeAll(async () => {
  listener = await listenOtlp({
    knows: (token) => token === 'live',
    accept: ({ signal, body }) => collector.accept(signal, body, 5000),
    refused: () => {
      refused += 1;
    },
  });
});
afterAll(() => listener.stop());

const resource = {
  attributes: [
    { key: 'service.name', value: { stringValue: 'gateway' } },
    { key: 'service.instance.id', value: { stringValue: 'gateway-1' } },
  ],
};
const metrics = {
  resourceMetrics: [
    {
      resource,
      scopeMetrics: [
        {
          metrics: [
            {
              name: 'http.server.request.duration',
              histogram: {
                dataPoints: [
                  {
                    count: '9',
                    sum: 0.5,
                    bucketCounts: ['9', '0'],
                    explicitBounds: [0.1],
                    attributes: [{ key: 'http.response.status_code', value: { intValue: '200' } }],
                  },
                  {
                    count: '1',
                    sum: 0.05,
                    bucketCounts: ['1', '0'],
                    explicitBounds: [0.1],
                    attributes: [{ key: 'http.response.status_code', value: { intValue: '503' } }],
                  },
                ],
              },
            },
            {
              name: 'sli.events',
              sum: {
                dataPoints: [
                  {
                    asInt: '7',
                    attributes: [
                      { key: 'sli', value: { stringValue: 'browse-latency' } },
                      { key: 'result', value: { stringValue: 'good' } },
                    ],
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
};

function post(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${listener.port}${path}`, {
    method: 'POST',
    body: body as BodyInit,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

test('[TE9] OTLP JSON metrics become rate, errors and SLI counts of the closed second', async () => {
  const answer = await post('/otlp/live/v1/metrics', JSON.stringify(metrics));
  expect([answer.status, await answer.text()]).toEqual([200, '{}']);
  const closed = collector.close(5000);
  expect(closed.frame.services['gateway']).toMatchObject({ ratePerSecond: 10, errorShare: 0.1 });
  expect(closed.sli).toEqual({ 'browse-latency': { good: 7, bad: 0 } });
  expect(collector.close(6000).sli).toEqual({});
});

test('[TE10] gzip is accepted', async () => {
  const answer = await post('/otlp/live/v1/metrics', gzipSync(JSON.stringify(metrics)), { 'content-encoding': 'gzip' });
  expect(answer.status).toBe(200);
  expect(collector.close(7000).sli['browse-latency']?.good).toBe(7);
});

test.each([
  ['a stale token', '/otlp/stale/v1/metrics', '{}', {}, 403],
  ['an unknown path', '/v1/metrics', '{}', {}, 404],
  ['broken JSON', '/otlp/live/v1/traces', '{"resourceSpans": [', {}, 400],
  ['a gzip header on plain text', '/otlp/live/v1/traces', 'plain', { 'content-encoding': 'gzip' }, 400],
  ['plain text', '/otlp/live/v1/traces', 'x', { 'content-type': 'text/plain' }, 415],
  ['another encoding', '/otlp/live/v1/traces', 'x', { 'content-encoding': 'br' }, 415],
  ['a list instead of a request', '/otlp/live/v1/traces', '[]', {}, 400],
  ['truncated protobuf', '/otlp/live/v1/traces', '\n\u0040x', { 'content-type': 'application/x-protobuf' }, 400],
] as const)('[TE11] %s is refused, counted, and nobody else notices', async (_name, path, body, headers, status) => {
  const answer = await post(path, body, headers);
  expect(answer.status).toBe(status);
  expect((await post('/otlp/live/v1/metrics', JSON.stringify(metrics))).status).toBe(200);
});

test('[TE12] refused requests are counted', () => {
  expect(refused).toBeGreaterThanOrEqual(3);
});

test('[TE13] a span with a malformed id is skipped, its neighbours are kept', async () => {
  const spans = [
    { traceId: 'zz', spanId: '1', name: 'bad', startTimeUnixNano: '1', endTimeUnixNano: '2' },
    {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      name: 'GET /products',
      kind: 2,
      startTimeUnixNano: '1000000000',
      endTimeUnixNano: '1250000000',
      status: { code: 2 },
    },
  ];
  const answer = await post('/otlp/live/v1/traces', JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }));
  expect(await answer.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining('ids') } });
  expect(collector.spans.page('a'.repeat(32), 0, 10).spans).toMatchObject([
    { service: 'gateway', kind: 'server', startMs: 1000, durationMs: 250, error: true, parentSpanId: null },
  ]);
});
