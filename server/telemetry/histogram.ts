/** Histograms with explicit bounds, merged by adding; percentiles come from the merged counts, never from other percentiles. */
export interface Histogram {
  bounds: number[];
  counts: number[];
}

/** Adds `from` into `into` in place; bounds are shared and never changed. A histogram with other bounds is re-bucketed by its upper bounds. */
export function mergeInto(into: Histogram, from: Histogram): void {
  if (into.bounds.length === 0) {
    into.bounds = from.bounds;
    into.counts = [...from.counts];
    return;
  }
  from.counts.forEach((count, index) => {
    const upper = from.bounds[index] ?? Number.POSITIVE_INFINITY;
    const target = into.bounds.findIndex((bound) => bound >= upper);
    const slot = target === -1 ? into.counts.length - 1 : target;
    into.counts[slot] = (into.counts[slot] ?? 0) + count;
  });
}

export function emptyHistogram(): Histogram {
  return { bounds: [], counts: [] };
}

/**
 * The value below which a share `q` (0..1) of the events lies, linear inside its bucket; the last, open bucket answers its
 * lower bound. Null when empty.
 */
export function quantile(histogram: Histogram, q: number): number | null {
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = q * total;
  let below = 0;
  for (const [index, count] of histogram.counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const lower = histogram.bounds[index - 1] ?? 0;
      const upper = histogram.bounds[index] ?? lower;
      return lower + (upper - lower) * Math.min(1, Math.max(0, (rank - below) / count));
    }
    below += count;
  }
  return histogram.bounds.at(-1) ?? null;
}
