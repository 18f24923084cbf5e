/** How fast one sender may go: people never reach it, a script gone wild does. */

interface Pace {
  /** At once, after a rest. */
  most: number;
  perSecond: number;
}

/** Of one connection. */
const commands: Pace = { most: 20, perSecond: 20 };

/**
 * @param nowMs a clock that never goes back
 * @returns whether one more may come now; false costs nothing
 */
export function createPace({ most, perSecond }: Pace, nowMs: () => number): () => boolean {
  let allowance = most;
  let lastMs = nowMs();
  return () => {
    const now = nowMs();
    allowance = Math.min(most, allowance + ((now - lastMs) * perSecond) / 1000);
    lastMs = now;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
}

export function createCommandPace(nowMs: () => number): () => boolean {
  return createPace(commands, nowMs);
}
