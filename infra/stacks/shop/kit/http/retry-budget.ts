const most = 10;

/** Share of calls that may be retries where nothing else is said. */
export const usualShare = 0.1;

/**
 * Bounds retries to a share of calls, so that retrying does not multiply an overload; a share of 1 or more lets it. A short run of
 * retries is affordable as long as there is a share at all.
 */
export class RetryBudget {
  private tokens = most;

  /** Every first attempt earns its share of a retry. Without a share nothing is left to spend either. */
  earn(share: number): void {
    this.tokens = share > 0 ? Math.min(Math.max(most, most * share), this.tokens + share) : 0;
  }

  /** Takes one retry; false when the budget is spent. */
  spend(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** One that was taken was not needed. */
  giveBack(): void {
    this.tokens += 1;
  }
}
