import { expect, test } from 'vitest';
import { createAttemptLimit } from './attempt-limit.ts';

test('[AT1] after so many failures an address waits until the oldest is a window ago; others do not', () => {
  let nowMs = 0;
  const limit = createAttemptLimit(3, 60_000, () => nowMs);
  for (let tries = 0; tries < 3; tries++) {
    expect(limit.allows('a')).toBe(true);
    limit.failed('a');
    nowMs += 10_000;
  }
  expect(limit.allows('a')).toBe(false);
  expect(limit.allows('b')).toBe(true);
  nowMs = 60_000;
  expect(limit.allows('a')).toBe(true);
});
