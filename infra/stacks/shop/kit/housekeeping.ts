import { performance } from 'node:perf_hooks';

/** Work comes in slices of this length, so that a share of 0.8 holds the loop for 200 ms at a time. */
const periodMs = 250;
/** Entries that are tidied at a time; well below a millisecond's work. */
const batch = 200;

/** Tidies up beside the work of users, for a share of the time: sorts what there is and writes it down anew. */
export class Housekeeping {
  private share = 0;
  private timer: NodeJS.Timeout | undefined;
  private round = 0;

  /** @param share of time, 0 to 1; 0 ends it */
  set(share: number): void {
    this.share = share;
    if (share > 0 && !this.timer) this.schedule();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.share = 0;
  }

  private schedule(): void {
    const tidy = (): void => {
      this.tidyUntil(performance.now() + periodMs * this.share);
      this.timer = undefined;
      if (this.share > 0) this.schedule();
    };
    this.timer = setTimeout(tidy, periodMs * (1 - this.share));
    this.timer.unref();
  }

  private tidyUntil(untilMs: number): void {
    while (performance.now() < untilMs) this.tidyBatch();
  }

  private tidyBatch(): string {
    this.round += 1;
    const entries = Array.from({ length: batch }, (_, index) => ({ key: (index * 7919 + this.round) % 1009, index }));
    return JSON.stringify(entries.sort((a, b) => a.key - b.key));
  }
}
