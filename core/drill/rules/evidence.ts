import type { Evidence } from '../../protocol/evidence.ts';

/** Evidence shows what has been: whatever the clock of a page says, it points at no moment that is still to come. */
export function upToNow<E extends Evidence>(evidence: E, nowMs: number): E {
  return evidence.atMs <= nowMs ? evidence : { ...evidence, atMs: nowMs };
}
