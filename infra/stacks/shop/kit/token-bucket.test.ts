import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('takes are bounded by the burst at once and by the rate over time', () => {
  const bucket = new TokenBucket(10, 5, 0);
  const takenAt = (ms: number): number => {
    let taken = 0;
    while (bucket.take(ms)) taken += 1;
    return taken;
  };
  expect(takenAt(0)).toBe(5);
  expect(takenAt(99)).toBe(0);
  expect(takenAt(300)).toBe(3);
  expect(takenAt(60_000)).toBe(5);
});
