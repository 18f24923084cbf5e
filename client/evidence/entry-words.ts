import { clock, gameTime } from '../format.ts';

/** `3:20 before the page`, `now`, `1:05 after the page`: when something was, as people speak of it in an incident. */
export function whenWords(atMs: number, pagedAtMs: number | undefined, nowMs: number): string {
  if (pagedAtMs === undefined) return atMs > nowMs - 1000 ? 'now' : `${clock(nowMs - atMs)} ago`;
  const distance = atMs - pagedAtMs;
  return distance < 0 ? `${clock(-distance)} before the page` : `${clock(distance)} after the page`;
}

/** Game time, where there may be none. */
export function timeWords(gameMs: number | null): string {
  return gameMs === null ? '–' : gameTime(gameMs);
}

/** Drawn budget, never outside of its box. */
export function budgetWidth(budgetLeft: number): number {
  return Math.round(Math.min(1, Math.max(0, budgetLeft)) * 100);
}
