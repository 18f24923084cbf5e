import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chance } from '../scenario/random.ts';
import { dispersion } from './dispersion.ts';
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
  const next = seededDraw(7);
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

function seededDraw(seed: number): () => number {
  let draws = 0;
  return () => chance(seed, `draw ${(draws += 1)}`);
}

/** Blocks of seconds in which each request is slow or fast for itself, or all of a held-up second are slow. */
function blocksOf(count: number, held: (block: number) => boolean, draw: () => number): LatencyCounts[] {
  return Array.from({ length: count }, (_, block) => {
    const counts: LatencyCounts = {};
    for (let request = 0; request < 200; request += 1) countLatency(counts, (held(block) && request < 60 ? 300 : 10) + 40 * draw());
    return counts;
  });
}

test('requests that are each slow for itself come to about 1, and those that are held up together to much more', () => {
  const draw = seededDraw(5);
  const calm = Array.from({ length: 200 }, () =>
    dispersion(
      blocksOf(9, () => false, draw),
      0.95,
    ),
  );
  const mean = calm.reduce((sum, value) => sum + value, 0) / calm.length;
  expect(mean).toBeGreaterThanOrEqual(1);
  expect(mean).toBeLessThan(1.4);
  expect(calm.filter((value) => value > 3)).toHaveLength(0);
  expect(
    dispersion(
      blocksOf(9, (block) => block % 4 === 0, draw),
      0.95,
    ),
  ).toBeGreaterThan(7);
});

test('one block, none, and blocks without an event say nothing about it', () => {
  const [block] = blocksOf(1, () => false, seededDraw(6)) as [LatencyCounts];
  expect([[], [block], [block, {}, {}], [{}, {}]].map((blocks) => dispersion(blocks, 0.95))).toEqual([1, 1, 1, 1]);
});

test('what comes in bursts leaves more to chance', () => {
  const [block] = blocksOf(1, () => true, seededDraw(7)) as [LatencyCounts];
  expect(latencyQuantileAtMost(block, 0.5, 8)).toBeGreaterThan(latencyQuantileAtMost(block, 0.5));
  expect(latencyQuantileAtMost(block, 0.5, 1)).toBe(latencyQuantileAtMost(block, 0.5));
});
