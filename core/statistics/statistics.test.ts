import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chance } from '../scenario/random.ts';
import { addLatencies, countLatency, type LatencyCounts, latencyQuantile, latencyQuantileAtMost } from './latency-counts.ts';
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

test('of two samples of the same requests, at most one in twenty looks faster for sure, however few they are', () => {
  let draws = 0;
  const next = (): number => chance(7, `draw ${(draws += 1)}`);
  // Long on the slow side, as latencies are.
  const sample = (size: number): LatencyCounts => {
    const counts: LatencyCounts = {};
    for (let request = 0; request < size; request += 1) countLatency(counts, 10 * (1 - next()) ** -0.4);
    return counts;
  };
  for (const size of [200, 600]) {
    const looksFaster = Array.from({ length: 1000 }, () => latencyQuantileAtMost(sample(size), 0.95) < latencyQuantile(sample(size), 0.95));
    const share = looksFaster.filter(Boolean).length / looksFaster.length;
    expect([size, share > 0 && share <= 0.07]).toEqual([size, true]);
  }
});

test('with more requests less is left to chance, and nothing counted says nothing', () => {
  const spread = (each: number): LatencyCounts => Object.fromEntries(Array.from({ length: 100 }, (_, bucket) => [bucket, each]));
  const [few, many] = [spread(2), spread(200)].map((counts) => latencyQuantileAtMost(counts, 0.95) / latencyQuantile(counts, 0.95)) as [
    number,
    number,
  ];
  expect(few).toBeGreaterThan(many);
  expect(many).toBeGreaterThanOrEqual(1);
  expect(latencyQuantileAtMost({}, 0.95)).toBeNaN();
});
