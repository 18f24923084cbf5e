/** Time as the links see it, so that tests can hold it. */
export interface Clock {
  /** Monotonic milliseconds, with fractions. */
  nowMs(): number;
  /** Calls once at or shortly after the due time. Returns the function that calls it off. */
  wakeAt(dueMs: number, wake: () => void): () => void;
}

/** Up to this much before the due time counts as due: one more timer would come most of a millisecond late. */
export const EARLY_MS = 0.1;

/** Node fires a longer timer at once. A link that is woken too soon asks again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The process's clock. A Node timer takes whole milliseconds, so it is rounded up and never fires early by more than `EARLY_MS`. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wakeAt: (dueMs, wake) => {
    const waitMs = Math.ceil(dueMs - performance.now() - EARLY_MS);
    const timer = setTimeout(wake, Math.min(waitMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
