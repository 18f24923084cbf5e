const earnedPerCall = 0.1;
const most = 10;

/** Bounds retries to 10 % of calls, so that retrying never multiplies an overload. A short run of retries is always affordable. */
export class RetryBudget {
  private tokens = most;

  /** Every first attempt earns a tenth of a retry. */
  earn(): void {
    this.tokens = Math.min(most, this.tokens + earnedPerCall);
  }

  /** Takes one retry; false when the budget is spent. */
  spend(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
