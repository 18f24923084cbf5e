import { expect, test } from 'vitest';
import { RestartPolicy } from './restart-policy.ts';

test('each death within a minute waits twice as long, the sixth is the last', () => {
  const policy = new RestartPolicy();
  expect([0, 1000, 2000, 3000, 4000, 5000].map((atMs) => policy.afterDeath(atMs))).toEqual([250, 500, 1000, 2000, 4000, null]);
});

test('deaths of more than a minute ago are forgotten', () => {
  const policy = new RestartPolicy();
  for (const atMs of [0, 1, 2, 3, 4]) policy.afterDeath(atMs);
  expect(policy.afterDeath(60_004)).toBe(250);
});
