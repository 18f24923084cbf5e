/** What the account may ask for: so many charges a second, with a second's worth saved up. Whoever shares the account shares this. */
export class Quota {
  readonly #perSecond: number;
  #left: number;
  #atMs: number;

  /** `nowMs` on any monotonic clock. */
  constructor(perSecond: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
    this.#atMs = nowMs;
  }

  /** Charges that could be asked for at this moment. */
  get remaining(): number {
    return Math.floor(this.#left);
  }

  take(nowMs: number): boolean {
    this.#left = Math.min(this.#perSecond, this.#left + ((nowMs - this.#atMs) / 1000) * this.#perSecond);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
