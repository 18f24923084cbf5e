import type { Clock } from '../ports/clock.ts';

/** Game time: monotonic time since the start, pauses removed. Milliseconds. */
export interface GameClock {
  nowMs(): number;
  /** Stops game time; calling twice changes nothing. */
  hold(): void;
  run(): void;
  readonly running: boolean;
}

/** @param startMs game time to go on from */
export function createGameClock(clock: Clock, startMs = 0): GameClock {
  let passedMs = startMs;
  let since: number | null = null;
  return {
    nowMs: () => passedMs + (since === null ? 0 : clock.monotonicMs() - since),
    hold() {
      if (since === null) return;
      passedMs += clock.monotonicMs() - since;
      since = null;
    },
    run() {
      since ??= clock.monotonicMs();
    },
    get running() {
      return since !== null;
    },
  };
}
