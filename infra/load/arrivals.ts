import type { ArrivalSchedule } from './schedule.ts';

/** Starts more than this behind schedule are counted as late. */
const lateAfterMs = 10;

/**
 * Turns the timetable into starts. Everything due is taken at once, so `asked` is honest even when starting lags;
 * at any moment `asked = sent + waiting`.
 */
export class Arrivals {
  readonly #schedule: ArrivalSchedule;
  readonly #waiting: number[] = [];
  #head = 0;
  asked = 0;
  sent = 0;
  late = 0;
  /** What `asked` would be by now if nothing had ever changed the rate. */
  usual = 0;

  constructor(schedule: ArrivalSchedule) {
    this.#schedule = schedule;
  }

  /** Arrivals that are due and not started yet. */
  get waiting(): number {
    return this.#waiting.length - this.#head;
  }

  /** Takes up everything that is due. */
  ask(nowMs: number): void {
    this.usual = this.#schedule.usualUntil(nowMs);
    for (let atMs = this.#schedule.takeDue(nowMs); atMs !== undefined; atMs = this.#schedule.takeDue(nowMs)) {
      this.#waiting.push(atMs);
      this.asked += 1;
    }
  }

  /** Intended start of the arrival to start now, oldest first; undefined when none is due. */
  start(nowMs: number): number | undefined {
    const intendedAtMs = this.#waiting[this.#head];
    if (intendedAtMs === undefined) return undefined;
    this.#head += 1;
    if (this.waiting === 0) {
      this.#waiting.length = 0;
      this.#head = 0;
    }
    this.sent += 1;
    if (nowMs - intendedAtMs > lateAfterMs) this.late += 1;
    return intendedAtMs;
  }
}
