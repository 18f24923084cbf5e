import { lookup } from 'node:dns/promises';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { busyShare, Hooks, hookOutcome } from './hooks.ts';
import { seededRandom } from './random.ts';
import { WorkTrail } from './work-trail.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

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

test('a failure of one segment means only work about it', () => {
  const hook = (value: string) => [{ type: 'fail', status: 500, share: 1, segment: { field: 'currency', value } } as const];
  const about = (currency: string) => (field: string) => (field === 'currency' ? currency : undefined);
  expect(hookOutcome(hook('GBP'), () => 0, about('GBP')).status).toBe(500);
  expect(hookOutcome(hook('GBP'), () => 0, about('EUR')).status).toBeNull();
  expect(hookOutcome(hook('GBP'), () => 0).status).toBeNull();
  expect(hookOutcome(hook('G*'), () => 0, about('GBP')).status).toBe(500);
});

test('a clock that is off is off by the sum of what is asked, and right again afterwards', () => {
  const hooks = new Hooks(() => 0);
  const offByMs = (): number => hooks.wallMs() - Date.now();
  hooks.set([
    { id: 'a', hook: { type: 'clock', offsetMs: 90_000 } },
    { id: 'b', hook: { type: 'clock', offsetMs: -30_000 } },
  ]);
  expect(Math.abs(offByMs() - 60_000)).toBeLessThan(1000);
  hooks.set([]);
  expect(Math.abs(offByMs())).toBeLessThan(1000);
});

test('what is kept of the work is on the heap, grows by its rate, and is let go with the hook', async () => {
  const trail = new WorkTrail();
  const heapMb = (): number => {
    gc();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const before = heapMb();
  trail.setRate(300, 0);
  for (let second = 1; second <= 6; second += 1) trail.note(second * 1000);
  expect(trail.heldBytes / 2 ** 20).toBeCloseTo(30, 0);
  expect(heapMb() - before).toBeGreaterThan(25);
  trail.note(600_000);
  expect(trail.heldBytes / 2 ** 20).toBeCloseTo(35, 0);
  trail.setRate(0, 600_000);
  trail.note(700_000);
  expect(trail.heldBytes).toBe(0);
  expect(heapMb() - before).toBeLessThan(5);
});

test('the more is kept, the longer each piece of work is looked for among it', () => {
  const trail = new WorkTrail();
  trail.setRate(300, 0);
  const lookMs = (atMs: number): number => {
    const startedAt = performance.now();
    expect(typeof trail.note(atMs)).toBe('boolean');
    return performance.now() - startedAt;
  };
  // The second piece of work in the same moment adds nothing to what is kept.
  const fastestOf = (atMs: number): number => Math.min(...Array.from({ length: 5 }, () => lookMs(atMs)));
  trail.note(1000);
  const little = fastestOf(1000);
  for (let second = 2; second <= 12; second += 1) trail.note(second * 1000);
  expect(fastestOf(12_000)).toBeGreaterThan(3 * little);
  trail.setRate(0, 12_000);
  expect(trail.note(13_000)).toBe(false);
});

test('held threads make name look-ups wait while the event loop stays free, and let go at once', async () => {
  const hooks = new Hooks(() => 0);
  const lookUpMs = async (): Promise<number> => {
    const startedAt = performance.now();
    await lookup('localhost', { family: 4 });
    return performance.now() - startedAt;
  };
  hooks.set([{ id: 'f1', hook: { type: 'block', holdMs: 10_000 } }]);
  const waiting = lookUpMs();
  const before = performance.eventLoopUtilization();
  const first = await Promise.race([waiting, wait(400, 'still waiting')]);
  expect(first).toBe('still waiting');
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  hooks.set([]);
  const tookMs = await waiting;
  expect(tookMs).toBeGreaterThanOrEqual(399);
  expect(tookMs).toBeLessThan(9000);
  hooks.set([{ id: 'f1', hook: { type: 'block', holdMs: 200 } }]);
  // A look-up may slip through before the threads are held, the later the busier the machine is.
  await expect.poll(lookUpMs).toBeGreaterThan(50);
  hooks.stop();
});
