/** Game time between two messages of the server: it runs on while a drill runs, and stands still while it is paused. */
import { useEffect, useState } from 'react';
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

/** Game milliseconds now, refreshed twice a second in this component only. */
export function useGameNow(): number {
  const drill = useHouse((house) => house.drill);
  const seenAtMs = useHouse((house) => house.drillSeenAtMs);
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), shownEveryMs);
    return () => clearInterval(timer);
  }, []);
  return gameNow(drill, seenAtMs, nowMs);
}
