import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobFacts } from './jobs.ts';
import { type RunningService, startService } from './start-service.ts';
import { testBoot, testSecret } from './testing/boot.ts';
import { hold } from './testing/hold.ts';

const running: RunningService[] = [];
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
  vi.restoreAllMocks();
});

interface Shop {
  /** What `/control/state` tells of the job. */
  facts(): Promise<JobFacts | undefined>;
  tell(state: 'running' | 'stopped'): Promise<unknown>;
}

/** A service with a job that is due every few milliseconds. */
async function shop(slot: string, run: () => Promise<void> | void, state = 'running'): Promise<Shop> {
  const service = await startService(testBoot(slot, { desired: { policies: { 'job.report': state } } }), (kit) =>
    kit.job('report', 2, run),
  );
  running.push(service);
  const headers = { 'x-control-secret': testSecret, 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: unknown): Promise<{ jobs?: JobFacts[] }> => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return (await fetch(`http://127.0.0.1:${service.port}/control/${path}`, init)).json() as Promise<{ jobs?: JobFacts[] }>;
  };
  return {
    facts: async () => (await call('GET', 'state')).jobs?.find(({ job }) => job === 'report'),
    tell: (policy) => call('PUT', 'desired', { ...testBoot(slot).desired, policies: { 'job.report': policy } }),
  };
}

test('a named job runs on the first instance alone, and its runs show', async () => {
  let runs = 0;
  const first = await shop('orders-1', () => void (runs += 1));
  const second = await shop('orders-2', () => {
    throw new Error('one is enough');
  });
  await vi.waitFor(async () => expect((await first.facts())?.runs).toBeGreaterThan(2), 10_000);
  expect(runs).toBeGreaterThan(2);
  expect(await first.facts()).toMatchObject({ state: 'running', lastMs: expect.any(Number) });
  expect(await second.facts()).toEqual({ job: 'report', state: 'running', runs: 0, lastMs: null });
});

test('a stopped job does not run, says so, and goes on when it is told', async () => {
  let runs = 0;
  const { facts, tell } = await shop('orders-1', () => void (runs += 1), 'stopped');
  for (let look = 0; look < 5; look += 1) expect(await facts()).toEqual({ job: 'report', state: 'stopped', runs: 0, lastMs: null });
  expect(runs).toBe(0);
  await tell('running');
  await vi.waitFor(async () => expect((await facts())?.runs).toBeGreaterThan(0), 10_000);
});

test('a run that is under way when its job is stopped is finished', async () => {
  let begun = 0;
  const { released, release } = hold();
  const { facts, tell } = await shop('orders-1', () => {
    begun += 1;
    return released;
  });
  await vi.waitFor(() => expect(begun).toBe(1), 10_000);
  await tell('stopped');
  expect(await facts()).toMatchObject({ state: 'stopped', runs: 0 });
  release();
  await vi.waitFor(async () => expect(await facts()).toMatchObject({ state: 'stopped', runs: 1 }), 10_000);
  expect(begun).toBe(1);
});

test('a run that fails counts as one, and the next comes all the same', async () => {
  const { facts } = await shop('orders-1', () => {
    throw new Error('not this time');
  });
  await vi.waitFor(async () => expect((await facts())?.runs).toBeGreaterThan(1), 10_000);
});
