import { expect, test } from 'vitest';
import { createCommandPace } from './command-pace.ts';

test('[CP1] twenty commands at once pass, then one every 50 ms', () => {
  let nowMs = 0;
  const mayGo = createCommandPace(() => nowMs);
  const burst = Array.from({ length: 25 }, () => mayGo());
  expect(burst.filter(Boolean)).toHaveLength(20);
  nowMs = 50;
  expect([mayGo(), mayGo()]).toEqual([true, false]);
  nowMs = 60_000;
  expect(Array.from({ length: 25 }, () => mayGo()).filter(Boolean)).toHaveLength(20);
});
