const samples = 16;

/** Counters since the start or the last CONFIG RESETSTAT, and the current rate of commands. */
export class Stats {
  connections = 0;
  rejectedConnections = 0;
  commands = 0;
  expiredKeys = 0;
  evictedKeys = 0;
  hits = 0;
  misses = 0;
  errors = 0;
  inputBytes = 0;
  outputBytes = 0;
  readonly #rates: number[] = [];
  #sampledAtMs = 0;
  #sampledCommands = 0;

  /** Commands per second, the mean of the last samples. */
  get opsPerSecond(): number {
    if (this.#rates.length === 0) return 0;
    return Math.round(this.#rates.reduce((sum, rate) => sum + rate, 0) / samples);
  }

  /** Takes a sample of the command rate; call about every 100 ms. */
  sampleRate(nowMs: number): void {
    const spanMs = nowMs - this.#sampledAtMs;
    if (this.#sampledAtMs > 0 && spanMs > 0) {
      this.#rates.push(((this.commands - this.#sampledCommands) * 1000) / spanMs);
      if (this.#rates.length > samples) this.#rates.shift();
    }
    this.#sampledAtMs = nowMs;
    this.#sampledCommands = this.commands;
  }

  reset(): void {
    this.connections = 0;
    this.rejectedConnections = 0;
    this.commands = 0;
    this.expiredKeys = 0;
    this.evictedKeys = 0;
    this.hits = 0;
    this.misses = 0;
    this.errors = 0;
    this.inputBytes = 0;
    this.outputBytes = 0;
    this.#rates.length = 0;
    this.#sampledCommands = 0;
  }
}
