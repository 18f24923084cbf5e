/** What grew, per second, between two looks; null without an earlier one. A counter that went back was reset: nothing is known of it. */
export function perSecond(now: number, before: number | undefined, overMs: number | null): number | null {
  if (before === undefined || overMs === null || overMs <= 0 || now < before) return null;
  return ((now - before) * 1000) / overMs;
}
