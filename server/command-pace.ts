/** How fast one connection may send commands: people never reach it, a script gone wild does. */
const perSecond = 20;

/** @returns whether one more command may come now; false costs nothing */
export function createCommandPace(nowMs: () => number = () => performance.now()): () => boolean {
  let allowance = perSecond;
  let lastMs = nowMs();
  return () => {
    const now = nowMs();
    allowance = Math.min(perSecond, allowance + ((now - lastMs) * perSecond) / 1000);
    lastMs = now;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
}
