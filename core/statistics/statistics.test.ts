import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addLatencies, countLatency, type LatencyCounts, latencyQuantile } from './latency-counts.ts';
import { nearestRank } from './nearest-rank.ts';

test('a nearest-rank percentile is a sample, and no more than the share that was asked for lies below it', () => {
  expect(nearestRank([1, 2, 3, 4], 0.5)).toBe(2);
  expect(nearestRank([1, 2, 3, 4], 0.51)).toBe(3);
  expect(nearestRank([7], 0)).toBe(7);
  expect(nearestRank([], 0.5)).toBeNaN();
});

test('[property] a percentile of added seconds is within 2 % of the percentile of all requests', () => {
  const second = fc.array(fc.double({ min: 0.1, max: 60_000, noNaN: true }), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(second, { minLength: 1, maxLength: 6 }), fc.double({ min: 0, max: 1, noNaN: true }), (seconds, q) => {
      fc.pre(seconds.flat().length > 0);
      const sum: LatencyCounts = {};
      for (const latencies of seconds) {
        const counts: LatencyCounts = {};
        for (const tookMs of latencies) countLatency(counts, tookMs);
        addLatencies(sum, counts);
      }
      const exact = nearestRank(
        seconds.flat().sort((a, b) => a - b),
        q,
      );
      const found = latencyQuantile(sum, q);
      expect(found).toBeGreaterThanOrEqual(exact * 0.999999);
      expect(found).toBeLessThanOrEqual(exact * 1.0201);
    }),
  );
});

test('nothing counted has no percentile, and what is below the finest bucket counts in it', () => {
  expect(latencyQuantile({}, 0.5)).toBeNaN();
  const counts: LatencyCounts = {};
  countLatency(counts, 0);
  expect(latencyQuantile(counts, 0.5)).toBeCloseTo(0.1);
});
