/**
 * The smallest sample that at least a share `q` (0..1) of all samples do not exceed: always a value that was measured.
 * @param sorted ascending; NaN when empty
 */
export function nearestRank(sorted: readonly number[], q: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? Number.NaN;
}
