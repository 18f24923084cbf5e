/**
 * Requests per second that a machine carries with cores to spare, so that a latency is one of the shop and not of the queue for a core. Two
 * cores are busy to 83 % at 300 requests/s, and what is measured there says nothing (docs/measured.md); from four on a load plan has what it asks for.
 */
export function carriedPerSecond(cores: number): number {
  return cores < 4 ? 50 * cores : Number.POSITIVE_INFINITY;
}
