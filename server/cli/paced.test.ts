import { expect, test } from 'vitest';
import { createManualClock } from '../host/manual-clock.fixture.ts';
import { untilInterrupted } from './interrupt.ts';
import { type Pace, sayPaced } from './paced.ts';

const rows = [-60_000, 10_000, 20_000, 20_000, 50_000].map((atMs, place) => ({ atMs, place }));

function pacing(pace: Partial<Pace>) {
  const clock = createManualClock();
  const controller = new AbortController();
  const said: number[] = [];
  const ended = sayPaced(rows, { clock, speed: 10, fromMs: 10_000, stop: controller.signal, ...pace }, ({ place }) => said.push(place));
  return { clock, said, ended, stop: () => controller.abort() };
}

test('[RY1] what lies before the beginning is said at once, the rest so many times faster than it came', async () => {
  const { clock, said, ended } = pacing({});
  expect(said).toEqual([0, 1]);
  await clock.advance(999);
  expect(said).toEqual([0, 1]);
  await clock.advance(1);
  expect(said).toEqual([0, 1, 2, 3]);
  await clock.advance(2999);
  expect(said).toHaveLength(4);
  await clock.advance(1);
  expect(said).toEqual([0, 1, 2, 3, 4]);
  expect(await ended).toBeNull();
});

test('[RY1] at speed 1 it takes as long as it took, at 0 no time at all', async () => {
  const slow = pacing({ speed: 1 });
  await slow.clock.advance(9_999);
  expect(slow.said).toEqual([0, 1]);
  await slow.clock.advance(30_001);
  expect(await slow.ended).toBeNull();
  const whole = pacing({ speed: 0 });
  expect(whole.said).toEqual([0, 1, 2, 3, 4]);
  expect(await whole.ended).toBeNull();
});

test('[RY2] stopped, it says nothing more and tells how far it had come', async () => {
  const { clock, said, ended, stop } = pacing({});
  await clock.advance(2_500);
  stop();
  expect(await ended).toBe(35_000);
  await clock.advance(60_000);
  expect(said).toEqual([0, 1, 2, 3]);
});

test('[RY2] Ctrl-C stops it', () => {
  const before = process.listeners('SIGINT');
  const signal = untilInterrupted();
  const added = process.listeners('SIGINT').filter((listener) => !before.includes(listener));
  expect([added.length, signal.aborted]).toEqual([1, false]);
  for (const listener of added) {
    process.off('SIGINT', listener);
    listener('SIGINT');
  }
  expect(signal.aborted).toBe(true);
});

test('[RY2] and so does a pipe that nobody reads any more', () => {
  const before = process.stdout.listeners('error');
  const signals = process.listeners('SIGINT');
  const signal = untilInterrupted();
  const added = process.stdout.listeners('error').filter((listener) => !before.includes(listener)) as ((error: Error) => void)[];
  expect(added).toHaveLength(1);
  for (const listener of added) {
    process.stdout.off('error', listener);
    listener(new Error('write EPIPE'));
  }
  for (const listener of process.listeners('SIGINT').filter((each) => !signals.includes(each))) process.off('SIGINT', listener);
  expect(signal.aborted).toBe(true);
});
