import type { Random } from './random.ts';

export interface ScheduleOptions {
  ratePerSecond: number;
  maxRatePerSecond: number;
  /** The rate swings by ±`amplitude` (share of the rate) over `periodSeconds`. */
  wave: { amplitude: number; periodSeconds: number };
  startMs: number;
  random: Random;
}

/**
 * When users arrive: an absolute timetable that knows nothing of answers (open model). Time is cut into
 * slots as long as the rate of the moment says, and one user arrives at a seeded point of each, so that chance never
 * adds up to a rate other than the one asked for.
 */
export class ArrivalSchedule {
  readonly #options: ScheduleOptions;
  #ratePerSecond: number;
  #waveShare = 1;
  /** Where the slot after the next arrival's begins. */
  #slotAtMs: number;
  #nextAtMs: number;
  #usual = 0;
  #usualUntilMs: number;

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#ratePerSecond = this.#clamp(options.ratePerSecond);
    this.#slotAtMs = options.startMs;
    this.#usualUntilMs = options.startMs;
    this.#nextAtMs = this.#drawNext();
  }

  /** When the next user arrives. */
  get nextAtMs(): number {
    return this.#nextAtMs;
  }

  /** Hands out the next arrival if it is due at `nowMs`, and moves on to the one after it. */
  takeDue(nowMs: number): number | undefined {
    if (this.#nextAtMs > nowMs) return undefined;
    const atMs = this.#nextAtMs;
    this.#nextAtMs = this.#drawNext();
    return atMs;
  }

  /** Changes the base rate from `nowMs` on; arrivals already due stay. */
  setRate(ratePerSecond: number, nowMs: number): void {
    const wanted = this.#clamp(ratePerSecond);
    if (wanted === this.#ratePerSecond) return;
    this.#ratePerSecond = wanted;
    if (this.#nextAtMs <= nowMs) return;
    this.#slotAtMs = nowMs;
    this.#nextAtMs = this.#drawNext();
  }

  /** How much of the wave shows, 0 to 1, from the slot after the next arrival on. */
  setWaveShare(waveShare: number): void {
    this.#waveShare = waveShare;
  }

  /** How many users would have come by `nowMs` at the rate it began with, by the wave as it shows: what a lost share is a share of. */
  usualUntil(nowMs: number): number {
    const { ratePerSecond, wave, startMs } = this.#options;
    const turnMs = (wave.periodSeconds * 1000) / (2 * Math.PI);
    const heightAt = (atMs: number): number => Math.cos((atMs - startMs) / turnMs);
    const swungMs = this.#waveShare * wave.amplitude * turnMs * (heightAt(this.#usualUntilMs) - heightAt(nowMs));
    this.#usual += (this.#clamp(ratePerSecond) * (nowMs - this.#usualUntilMs + swungMs)) / 1000;
    this.#usualUntilMs = nowMs;
    return this.#usual;
  }

  #clamp(ratePerSecond: number): number {
    return Math.min(Math.max(ratePerSecond, 0.1), this.#options.maxRatePerSecond);
  }

  #drawNext(): number {
    const { wave, startMs, random } = this.#options;
    const swing = this.#waveShare * wave.amplitude * Math.sin((2 * Math.PI * (this.#slotAtMs - startMs)) / (wave.periodSeconds * 1000));
    const slotMs = 1000 / (this.#ratePerSecond * Math.max(1 + swing, 0.01));
    const atMs = this.#slotAtMs + random() * slotMs;
    this.#slotAtMs += slotMs;
    return atMs;
  }
}
