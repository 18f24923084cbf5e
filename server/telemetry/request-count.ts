/** How many requests users made, by second: unsampled, to set beside the traces that were kept. */
const keptSeconds = 3600;

export interface RequestCount {
  add(count: number): void;
  /** Ends the current second. */
  close(nowMs: number): void;
  /** Requests in the seconds that ended at or after this moment, as far back as is known; null while none was counted. */
  since(sinceMs: number): number | null;
}

export function createRequestCount(): RequestCount {
  const seconds: { atMs: number; count: number }[] = [];
  let current = 0;
  return {
    add: (count) => void (current += count),
    close(atMs) {
      seconds.push({ atMs, count: current });
      if (seconds.length > keptSeconds) seconds.shift();
      current = 0;
    },
    since(sinceMs) {
      const sum = seconds.reduce((total, { atMs, count }) => (atMs >= sinceMs ? total + count : total), current);
      return sum === 0 ? null : sum;
    },
  };
}
