import type { LiveDrill } from './live-drill.ts';

/** Game time of a drill at the end of a wall second that has just passed; null while it is not under way. */
export function gameMsAt({ state, isOver, gameMs }: LiveDrill, epochSecond: number, wallMs: number): number | null {
  if (state.baselineAtMs === null || isOver) return null;
  if (state.phase === 'paused') return gameMs;
  const agoMs = Math.max(0, wallMs - (epochSecond + 1) * 1000);
  return agoMs > gameMs ? null : gameMs - agoMs;
}
