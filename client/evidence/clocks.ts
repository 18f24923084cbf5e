/** From the clock on the wall to the drill's, and back: by the seconds of telemetry, which carry both. */
import { type StampedFrame, useHouse } from '../state/store.ts';
import { gameClockOf } from './signals.ts';

const secondMs = 1000;

/** Game milliseconds of a moment in Unix milliseconds; null while no second was seen. */
export function gameMsOf(frames: readonly StampedFrame[], wallMs: number): number | null {
  const seen = nearest(frames, ({ frame }) => frame.epochSecond * secondMs, wallMs);
  return seen && gameClockOf(frames)(seen) + (wallMs - seen.frame.epochSecond * secondMs);
}

/** The same by the seconds that have come up to now. */
export const liveGameMs = (wallMs: number): number | null => gameMsOf(useHouse.getState().frames, wallMs);

/** Unix milliseconds of a moment of the drill; null while no second was seen. */
export function wallMsOf(frames: readonly StampedFrame[], gameMs: number): number | null {
  const clock = gameClockOf(frames);
  const seen = nearest(frames, clock, gameMs);
  return seen && seen.frame.epochSecond * secondMs + (gameMs - clock(seen));
}

/** Newest of those that are nearest: a pause has many seconds of one game time. */
function nearest(frames: readonly StampedFrame[], read: (each: StampedFrame) => number, value: number): StampedFrame | null {
  let best: StampedFrame | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const each of frames) {
    const here = Math.abs(read(each) - value);
    if (here <= distance) [best, distance] = [each, here];
  }
  return best;
}
