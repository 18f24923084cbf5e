export type PauseMode = 'all' | 'write';

/** CLIENT PAUSE: holds commands back until a moment, or until UNPAUSE. */
export class Pause {
  #untilMs = 0;
  #mode: PauseMode = 'all';
  #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** A second pause never shortens the one under way, nor makes it hold back less. */
  begin(untilMs: number, mode: PauseMode, nowMs: number): void {
    const isUnderWay = this.#untilMs > nowMs;
    this.#mode = isUnderWay && this.#mode === 'all' ? 'all' : mode;
    this.#untilMs = Math.max(untilMs, isUnderWay ? this.#untilMs : 0);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), this.#untilMs - nowMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#untilMs = 0;
    for (const resume of this.#waiting.splice(0)) resume();
  }

  holdsBack(isWrite: boolean, nowMs: number): boolean {
    return this.#untilMs > nowMs && (this.#mode === 'all' || isWrite);
  }

  /** Calls once when the pause is over. */
  afterwards(resume: () => void): void {
    this.#waiting.push(resume);
  }
}
