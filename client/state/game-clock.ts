/** Game time between two messages of the server: it runs on while a drill runs, and stands still while it is paused. */
import { useSyncExternalStore } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useHouse } from './store.ts';

const shownEveryMs = 500;
/** Without news for longer than this the clock stops: the page does not invent time. */
const longestGuessMs = 15_000;

export function gameNow(drill: DrillView | null, seenAtMs: number, nowMs: number): number {
  if (!drill) return 0;
  const running = drill.phase === 'baseline' || drill.phase === 'live';
  return running ? drill.gameMs + Math.min(longestGuessMs, Math.max(0, nowMs - seenAtMs)) : drill.gameMs;
}

/** One timer for every clock of the page. */
const ticking = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tickedAtMs = 0;

function subscribe(onTick: () => void): () => void {
  ticking.add(onTick);
  if (ticking.size === 1) {
    timer = setInterval(() => {
      tickedAtMs = performance.now();
      for (const tell of ticking) tell();
    }, shownEveryMs);
  }
  return () => {
    ticking.delete(onTick);
    if (ticking.size === 0) clearInterval(timer);
  };
}

/** Game milliseconds now, refreshed twice a second in this component only. */
export function useGameNow(): number {
  const drill = useHouse((house) => house.drill);
  const seenAtMs = useHouse((house) => house.drillSeenAtMs);
  const nowMs = useSyncExternalStore(subscribe, () => tickedAtMs);
  return gameNow(drill, seenAtMs, nowMs);
}
