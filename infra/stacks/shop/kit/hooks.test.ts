import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { busyShare, Hooks, hookOutcome } from './hooks.ts';
import { seededRandom } from './random.ts';

test('without hooks nothing happens', () => {
  expect(hookOutcome([], () => 0)).toEqual({ delayMs: 0, status: null });
});

test('a delay hits its share, and its jitter goes both ways', () => {
  const seed = 7;
  const random = seededRandom(seed);
  const delays = Array.from({ length: 4000 }, () => hookOutcome([{ type: 'delay', ms: 100, jitterMs: 20, share: 0.25 }], random).delayMs);
  const hit = delays.filter((delay) => delay > 0);
  expect(hit.length / delays.length, `seed ${seed}`).toBeCloseTo(0.25, 1);
  expect(Math.min(...hit)).toBeGreaterThanOrEqual(80);
  expect(Math.max(...hit)).toBeLessThanOrEqual(120);
  expect(Math.min(...hit)).toBeLessThan(90);
  expect(Math.max(...hit)).toBeGreaterThan(110);
});

test('delays add up and the first failure wins', () => {
  const outcome = hookOutcome(
    [
      { type: 'delay', ms: 100, jitterMs: 0, share: 1 },
      { type: 'fail', status: 503, share: 1 },
      { type: 'delay', ms: 50, jitterMs: 0, share: 1 },
      { type: 'fail', status: 500, share: 1 },
    ],
    () => 0.5,
  );
  expect(outcome).toEqual({ delayMs: 150, status: 503 });
});

test('the busiest hook decides how busy the process is', () => {
  expect(
    busyShare([
      { type: 'busy', share: 0.3 },
      { type: 'fail', status: 500, share: 1 },
      { type: 'busy', share: 0.6 },
    ]),
  ).toBe(0.6);
});

test('a failing hook looks like an internal error of the service', async () => {
  const hooks = new Hooks(() => 0);
  hooks.set([{ id: 'f1', hook: { type: 'fail', status: 500, share: 1 } }]);
  await expect(hooks.beforeWork()).rejects.toMatchObject({ status: 500, code: 'internal', message: 'internal error' });
  hooks.set([]);
  await expect(hooks.beforeWork()).resolves.toBeUndefined();
});

test('busy holds the event loop until it is taken off', async () => {
  const hooks = new Hooks(() => 0);
  const utilisationOver = async (ms: number): Promise<number> => {
    const before = performance.eventLoopUtilization();
    await wait(ms);
    return performance.eventLoopUtilization(before).utilization;
  };
  hooks.set([{ id: 'f1', hook: { type: 'busy', share: 0.8 } }]);
  expect(await utilisationOver(600)).toBeGreaterThan(0.5);
  hooks.set([]);
  await wait(300);
  expect(await utilisationOver(300)).toBeLessThan(0.4);
  hooks.stop();
});
