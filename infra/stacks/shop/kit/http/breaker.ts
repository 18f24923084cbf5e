const windowMs = 10_000;
const leastCalls = 20;
const openAtFailureShare = 0.5;
const openForMs = 5_000;

export type BreakerMode = 'off' | 'auto' | 'open';

/** The value of a policy as a breaker mode; anything unknown is `off`. */
export function breakerMode(value: unknown): BreakerMode {
  return value === 'auto' || value === 'open' ? value : 'off';
}

/**
 * Circuit breaker. `auto` opens when at least half of 20 or more calls in 10 s failed, lets one probe through after 5 s and
 * closes when it succeeds. `open` refuses everything, `off` nothing. Time is passed in.
 */
export class Breaker {
  private windowStartMs = 0;
  private calls = 0;
  private failures = 0;
  private openedAtMs: number | null = null;
  private probing = false;

  /** Whether a call may go out now. A permitted call must be followed by `record`. */
  permits(mode: BreakerMode, nowMs: number): boolean {
    if (mode === 'off') return true;
    if (mode === 'open') return false;
    if (this.openedAtMs === null) return true;
    if (this.probing || nowMs - this.openedAtMs < openForMs) return false;
    this.probing = true;
    return true;
  }

  record(succeeded: boolean, nowMs: number): void {
    if (this.openedAtMs !== null) {
      this.settleProbe(succeeded, nowMs);
      return;
    }
    if (nowMs - this.windowStartMs >= windowMs) this.restart(nowMs);
    this.calls += 1;
    if (!succeeded) this.failures += 1;
    if (this.calls >= leastCalls && this.failures / this.calls >= openAtFailureShare) this.openedAtMs = nowMs;
  }

  private settleProbe(succeeded: boolean, nowMs: number): void {
    // Calls from before the opening still come back; only the probe decides.
    if (!this.probing) return;
    this.probing = false;
    this.openedAtMs = succeeded ? null : nowMs;
    this.restart(nowMs);
  }

  private restart(nowMs: number): void {
    this.windowStartMs = nowMs;
    this.calls = 0;
    this.failures = 0;
  }
}
