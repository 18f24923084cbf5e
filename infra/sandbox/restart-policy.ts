const windowMs = 60_000;
const mostRestarts = 5;

/** When a process that died by itself is started again: soon at first, later and later, at most 5 times in 60 s. */
export class RestartPolicy {
  private deaths: number[] = [];

  constructor(private readonly firstDelayMs = 250) {}

  /** Milliseconds to wait after this death, or null when it has died too often. `nowMs` is monotonic. */
  afterDeath(nowMs: number): number | null {
    this.deaths = [...this.deaths.filter((atMs) => nowMs - atMs < windowMs), nowMs];
    if (this.deaths.length > mostRestarts) return null;
    return this.firstDelayMs * 2 ** (this.deaths.length - 1);
  }
}
