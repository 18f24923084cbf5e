/**
 * Latencies as counts by bucket, so that seconds can be added up and a percentile of a minute is one of its requests, not of its
 * seconds' percentiles. Buckets grow by 2 %, from 0.1 ms on; that is how exact a percentile is.
 */

/** Events by bucket index. */
export type LatencyCounts = Record<number, number>;

const leastMs = 0.1;
const growth = Math.log(1.02);

/** Counts one latency. */
export function countLatency(counts: LatencyCounts, tookMs: number): void {
  const bucket = Math.max(0, Math.ceil(Math.log(Math.max(tookMs, leastMs) / leastMs) / growth));
  counts[bucket] = (counts[bucket] ?? 0) + 1;
}

/** Adds `from` into `into`. */
export function addLatencies(into: LatencyCounts, from: LatencyCounts): void {
  for (const [bucket, count] of Object.entries(from)) into[Number(bucket)] = (into[Number(bucket)] ?? 0) + count;
}

/** How many events there are. */
export function eventsIn(counts: LatencyCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Share of all events that lie above the bucket `limit`; 0 when there are none. */
export function shareAbove(counts: LatencyCounts, limit: number): number {
  const above = Object.entries(counts).reduce((sum, [bucket, count]) => (Number(bucket) > limit ? sum + count : sum), 0);
  return above === 0 ? 0 : above / eventsIn(counts);
}

/** One-sided 95 % for the difference of two samples of about one size: 1.645 × √2. */
const deviations = 2.33;

/**
 * What the quantile `q` lies below for sure when these events are a sample, in ms; NaN when there are none. The number of events below a
 * quantile is binomial, and its normal approximation says how far another sample's quantile may lie up by chance; so wide that it also
 * covers the chance in what this one is compared with, a sample no smaller. https://en.wikipedia.org/wiki/Order_statistic
 * @param dispersion of the two samples, their mean: by so much the variance is larger than that of events each for itself (`dispersion`)
 */
export function latencyQuantileAtMost(counts: LatencyCounts, q: number, dispersion = 1): number {
  return latencyQuantile(counts, Math.min(1, q + deviations * Math.sqrt((dispersion * q * (1 - q)) / eventsIn(counts))));
}

/** Upper bound, in ms, of the bucket in which the share `q` (0..1) of all events is reached; NaN when there are none. */
export function latencyQuantile(counts: LatencyCounts, q: number): number {
  return leastMs * Math.exp(quantileBucket(counts, q) * growth);
}

/** The bucket in which the share `q` (0..1) of all events is reached; NaN when there are none. */
export function quantileBucket(counts: LatencyCounts, q: number): number {
  const buckets = Object.entries(counts)
    .map(([bucket, count]): [number, number] => [Number(bucket), count])
    .sort(([a], [b]) => a - b);
  const rank = Math.max(1, Math.ceil(eventsIn(counts) * q));
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    if (seen >= rank) return bucket;
  }
  return Number.NaN;
}
