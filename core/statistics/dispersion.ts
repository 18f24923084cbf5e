import { addLatencies, eventsIn, type LatencyCounts, quantileBucket, shareAbove } from './latency-counts.ts';

/**
 * How much more the slow events come together than chance lets them: variance to mean of how many of each block lie above the quantile `q`
 * of all. About 1 where each event is slow or fast for itself; 10 where they are slow by the dozen, because something holds all of them up.
 * Never below 1. The factor by which a variance that was reckoned for single events falls short (quasi-binomial; McCullagh & Nelder,
 * Generalized Linear Models, 4.5).
 */
export function dispersion(blocks: readonly LatencyCounts[], q: number): number {
  const told = blocks.filter((block) => eventsIn(block) > 0);
  const all: LatencyCounts = {};
  for (const block of told) addLatencies(all, block);
  const limit = quantileBucket(all, q);
  const expected = shareAbove(all, limit);
  if (told.length < 2 || expected === 0) return 1;
  const squares = told.map((block) => {
    const events = eventsIn(block);
    return (events * (shareAbove(block, limit) - expected) ** 2) / (expected * (1 - expected));
  });
  return Math.max(1, squares.reduce((sum, square) => sum + square, 0) / (told.length - 1));
}
