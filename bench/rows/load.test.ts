import { expect, it } from 'vitest';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { countLatency, type LatencyCounts } from '../../core/statistics/latency-counts.ts';
import { servedFigures } from './load.ts';

function second(parts: Partial<LedgerSecond>, latencies: Record<string, number[]> = {}): LedgerSecond {
  const latency: LedgerSecond['latency'] = {};
  for (const [step, samples] of Object.entries(latencies)) {
    const buckets: LatencyCounts = {};
    for (const sample of samples) countLatency(buckets, sample);
    latency[step as keyof typeof latency] = { count: samples.length, failed: 0, p50: 0, p99: 0, buckets };
  }
  return {
    epochSecond: 0,
    asked: 300,
    sent: 300,
    late: 0,
    sli: {},
    failures: [],
    ordersLost: 0,
    centsLost: 0,
    ordersOwed: 0,
    ...parts,
    latency,
  };
}

const value = (seconds: LedgerSecond[], figure: string): number | undefined =>
  servedFigures(seconds, 300).find((measured) => measured.figure === figure)?.value;

it('a percentile of a window is one of its requests, over all steps of the journey', () => {
  const calm = Array.from({ length: 99 }, () => 10);
  const seconds = [second({}, { browse: calm }), second({}, { product: calm, search: [900, 900, 900] })];
  expect(value(seconds, 'browse p50 at 300/s')).toBeCloseTo(10, 0);
  expect(value(seconds, 'browse p99 at 300/s')).toBeGreaterThanOrEqual(900);
});

it('errors are the share of requests that were not available to users; slow ones are no errors', () => {
  const sli = {
    'browse-availability': { good: 97, bad: 1 },
    'checkout-availability': { good: 2, bad: 0 },
    'browse-latency': { good: 0, bad: 98 },
  };
  expect(value([second({ sli })], 'errors at 300/s')).toBe(1);
});

it('asked against sent and late starts are shares of what was asked', () => {
  const seconds = [second({ asked: 300, sent: 291, late: 3 }), second({ asked: 300, sent: 300, late: 0 })];
  expect(value(seconds, 'asked and not sent at 300/s')).toBe(1.5);
  expect(value(seconds, 'started over 10 ms late at 300/s')).toBe(0.5);
  expect(value(seconds, 'sent at 300/s')).toBe(295.5);
});

it('only the rate of the goals has goals', () => {
  const goals = (rate: number): string[] => servedFigures([second({})], rate).flatMap(({ figure, goal }) => (goal ? [figure] : []));
  expect(goals(200)).toEqual([]);
  expect(goals(300)).toEqual(['browse p99 at 300/s', 'checkout p99 at 300/s', 'asked and not sent at 300/s']);
});
