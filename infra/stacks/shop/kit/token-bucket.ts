/** Lets `ratePerSecond` things through on average, and at most `burst` at once. Time is passed in. */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private readonly ratePerSecond: number,
    private readonly burst: number,
    nowMs: number,
  ) {
    this.tokens = burst;
    this.filledAtMs = nowMs;
  }

  /** Takes one token; false when there is none. */
  take(nowMs: number): boolean {
    const earned = (Math.max(0, nowMs - this.filledAtMs) / 1000) * this.ratePerSecond;
    this.tokens = Math.min(this.burst, this.tokens + earned);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
