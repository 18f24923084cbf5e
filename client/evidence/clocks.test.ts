import { expect, test } from 'vitest';
import { gameMsOf, wallMsOf } from './clocks.ts';

const at = (epochSecond: number, gameMs: number | null) => ({ frame: { epochSecond } as never, gameMs });
const frames = [at(100, null), at(101, null), at(102, 0), at(103, 1000), at(104, 1000), at(105, 2000)];

test('a moment on the wall is a moment of the drill, also before its clock and within a pause', () => {
  expect(gameMsOf(frames, 103_250)).toBe(1250);
  expect(gameMsOf(frames, 100_000)).toBe(-2000);
  expect(gameMsOf(frames, 105_000)).toBe(2000);
  expect(gameMsOf([], 1)).toBeNull();
});

test('and back', () => {
  expect(wallMsOf(frames, 2000)).toBe(105_000);
  expect(wallMsOf(frames, -1500)).toBe(100_500 + 0);
  expect(wallMsOf([], 1)).toBeNull();
});
