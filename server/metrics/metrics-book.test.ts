import { expect, it } from 'vitest';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import { MetricsBook } from './metrics-book.ts';

const second = (changes: Partial<TelemetrySecond['frame']> = {}): TelemetrySecond => ({
  token: 't',
  sli: { 'browse-latency': { good: 9, bad: 1 } },
  causes: {},
  frame: {
    epochSecond: 1,
    services: { catalog: { ratePerSecond: 50, errorShare: 0.02, p50Ms: 4, p95Ms: 20, p99Ms: null } },
    links: { 'catalog->redis': { ratePerSecond: 45, errorShare: 0, p50Ms: 0.5, p95Ms: 1, p99Ms: 2 } },
    partitions: [{ group: 'fulfilment', topic: 'orders.placed', partition: 2, member: 'fulfilment-1', lag: 40, lagSeconds: 3 }],
    cacheHitPercent: 81,
    redisUsedMb: 1,
    redisMaxMb: 8,
    eventLoopDelayMs: { 'catalog-1': 12 },
    ingest: { spans: 10, points: 20, logs: 0, refused: 1 },
    ...changes,
  },
});

function book(): { metrics: MetricsBook; pass: (ms: number) => void } {
  let nowMs = 0;
  const metrics = new MetricsBook(() => nowMs);
  return {
    metrics,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

it('SLI events are counters: they add up over seconds', async () => {
  const { metrics } = book();
  metrics.addSecond(second());
  metrics.addSecond(second());
  const text = await metrics.text();
  expect(text).toContain('# TYPE sli_events_total counter');
  expect(text).toContain('sli_events_total{sli="browse-latency",result="good"} 18');
  expect(text).toContain('sli_events_total{sli="browse-latency",result="bad"} 2');
});

it('this server tells of its own process, by the names that dashboards of Node know', async () => {
  expect(await book().metrics.text()).toMatch(/^nodejs_heap_size_used_bytes [1-9]\d+$/m);
});

it('figures of the newest second are gauges in base units; what is not known is left out', async () => {
  const { metrics } = book();
  metrics.addSecond(second());
  const text = await metrics.text();
  for (const line of [
    'service_duration_seconds{service="catalog",quantile="0.5"} 0.004',
    'link_requests_per_second{link="catalog->redis"} 45',
    'kafka_consumergroup_lag{consumergroup="fulfilment",topic="orders.placed",partition="2"} 40',
    'redis_keyspace_hit_ratio 0.81',
    'redis_memory_max_bytes 8388608',
  ])
    expect(text).toContain(line);
  expect(text).not.toContain('service="catalog",quantile="0.99"');
});

it('what went to a backend outside is told in totals by signal and result, and nothing where there is none', async () => {
  const none = { delivered: 0, failed: 0, dropped: 0 };
  const counts = { traces: { delivered: 3, failed: 2, dropped: 1 }, metrics: none, logs: none };
  const metrics = new MetricsBook(
    () => 0,
    () => counts,
  );
  await metrics.text();
  const text = await metrics.text();
  expect(text).toContain('# TYPE otlp_forwarded_requests_total counter');
  expect(text).toContain('otlp_forwarded_requests_total{signal="traces",result="delivered"} 3');
  expect(text).toContain('otlp_forwarded_requests_total{signal="traces",result="dropped"} 1');
  expect(await book().metrics.text()).not.toContain('otlp_forwarded_requests_total{');
});

it('a member that is gone is not told any more, and nothing but counters once telemetry is silent', async () => {
  const { metrics, pass } = book();
  metrics.addSecond(second());
  metrics.addSecond(second({ partitions: [] }));
  expect(await metrics.text()).not.toContain('consumergroup="fulfilment"');
  pass(6_000);
  const text = await metrics.text();
  expect(text).not.toContain('service="catalog"');
  expect(text).toContain('sli_events_total{sli="browse-latency",result="good"} 18');
});
