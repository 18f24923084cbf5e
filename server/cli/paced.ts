/** What happened, said again at the pace at which it came. */
import type { Clock } from '../ports/clock.ts';

export interface Pace {
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** Game seconds in each second of the clock; 0 says everything at once. */
  speed: number;
  /** Game time at which it begins, milliseconds; what lies before is said at once. */
  fromMs: number;
  /** Ends it before its time. */
  stop: AbortSignal;
}

/**
 * Says each row when its time has come, in the order given.
 * @returns the game time that had been reached when it was stopped, milliseconds; null when all was said
 */
export async function sayPaced<Row extends { atMs: number }>(
  rows: readonly Row[],
  { clock, speed, fromMs, stop }: Pace,
  say: (row: Row) => void,
): Promise<number | null> {
  const startedMs = clock.monotonicMs();
  // From the start on, not from row to row: what saying takes does not add up.
  const reachedMs = (): number => fromMs + (clock.monotonicMs() - startedMs) * speed;
  for (const row of rows) {
    if (speed > 0 && row.atMs > reachedMs()) await passed((row.atMs - reachedMs()) / speed, clock, stop);
    if (stop.aborted) return Math.max(fromMs, Math.min(row.atMs, reachedMs()));
    say(row);
  }
  return null;
}

function passed(ms: number, clock: Pace['clock'], stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(ms, done);
    stop.addEventListener('abort', done);
    function done(): void {
      cancel();
      stop.removeEventListener('abort', done);
      resolve();
    }
  });
}
