import type { Clock } from '../ports/clock.ts';

/** A clock that moves when told; what a timer starts is given time to finish before the next one fires. */
export interface ManualClock extends Clock {
  advance(ms: number): Promise<void>;
}

export function createManualClock(): ManualClock {
  let nowMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];
  return {
    monotonicMs: () => nowMs,
    wallMs: () => 1_700_000_000_000 + nowMs,
    after(ms, run) {
      const timer = { atMs: nowMs + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const until = nowMs + ms;
      for (;;) {
        const [next] = timers.filter(({ atMs }) => atMs <= until).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settle();
      }
      nowMs = until;
      await settle();
    },
  };
}

/** Lets promises that wait on nothing but each other finish. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
