/** What policies change about the calls of a service while it runs. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Endpoint } from '../../../../../core/sandbox/messages.ts';
import type { PolicyValue } from '../../../../../core/stack/schema.ts';
import type { HttpCall, HttpClient, RouteReply } from '../kit.ts';
import { type RunningService, startService } from '../start-service.ts';
import { testBoot, testSecret } from '../testing/boot.ts';
import { hold } from '../testing/hold.ts';

const running: RunningService[] = [];
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
  vi.restoreAllMocks();
});

type Policies = Record<string, PolicyValue>;
type Answer = (call: number) => RouteReply | Promise<RouteReply>;

async function back(slot: string, answer: Answer): Promise<Endpoint & { calls: () => number }> {
  let calls = 0;
  const service = await startService(testBoot(slot), (kit) => {
    for (const method of ['GET', 'POST'] as const) kit.route(method, '/', () => answer(++calls));
  });
  running.push(service);
  return { slot, url: `http://127.0.0.1:${service.port}`, calls: () => calls };
}

interface Caller {
  client: HttpClient;
  /** Sets policies as the control plane does. */
  set(policies: Policies): Promise<unknown>;
}

async function caller(
  endpoints: Endpoint[],
  { policies = {}, externals = {} }: { policies?: Policies; externals?: Record<string, string> },
): Promise<Caller> {
  const desired = { ...testBoot('front-1').desired, endpoints: { back: endpoints.map(({ slot, url }) => ({ slot, url })) }, policies };
  let client: HttpClient | undefined;
  const service = await startService(testBoot('front-1', { desired, externals }), (kit) => {
    client = kit.http('back');
  });
  running.push(service);
  const set = (next: Policies): Promise<unknown> =>
    fetch(`http://127.0.0.1:${service.port}/control/desired`, {
      method: 'PUT',
      headers: { 'x-control-secret': testSecret, 'content-type': 'application/json' },
      body: JSON.stringify({ ...desired, policies: next }),
    });
  return { client: client as HttpClient, set };
}

const get: HttpCall = { method: 'GET', path: '/' };
const post: HttpCall = { method: 'POST', path: '/', body: {} };
const ok = (): RouteReply => ({ status: 200, body: { fine: true } });
const unavailable = (): RouteReply => ({ status: 503, body: { code: 'overloaded' } });

test('retries are as many as the policy says, whatever the code asks for, and change while it runs', async () => {
  const down = await back('back-1', unavailable);
  const { client, set } = await caller([down], { policies: { 'back.retries': 2, 'back.retryBudget': 3 } });
  expect(await client.request(get)).toMatchObject({ status: 503, attempts: 3 });
  expect(down.calls()).toBe(3);
  await set({ 'back.retries': 0, 'back.retryBudget': 3 });
  await client.request({ ...get, retries: 3 });
  expect(down.calls()).toBe(4);
});

test('only what may be done twice is tried again: reads, calls that say so, calls with a key', async () => {
  const down = await back('back-1', unavailable);
  const { client } = await caller([down], { policies: { 'back.retries': 1, 'back.retryBudget': 3 } });
  await client.request(post);
  expect(down.calls()).toBe(1);
  await client.request({ ...post, retries: 0 });
  expect(down.calls()).toBe(3);
  await client.request({ ...post, headers: { 'idempotency-key': 'k' } });
  expect(down.calls()).toBe(5);
});

test('without a budget nothing is tried again; with a small one only that share', async () => {
  const down = await back('back-1', unavailable);
  const { client, set } = await caller([down], { policies: { 'back.retries': 3, 'back.retryBudget': 0 } });
  for (let call = 0; call < 20; call += 1) await client.request(get);
  expect(down.calls()).toBe(20);
  await set({ 'back.retries': 3, 'back.retryBudget': 0.5 });
  for (let call = 0; call < 40; call += 1) await client.request(get);
  expect(down.calls() - 60).toBeLessThanOrEqual(20);
  expect(down.calls() - 60).toBeGreaterThanOrEqual(15);
});

test('a timeout ends the wait, retries included, and 0 is none', async () => {
  const { released, release } = hold();
  const silent = await back('back-1', () => released.then(ok));
  const { client, set } = await caller([silent], { policies: { 'back.timeoutMs': 60, 'back.retries': 2, 'back.retryBudget': 3 } });
  await expect(client.request(get)).rejects.toMatchObject({ code: 'deadline', attempts: 1 });
  await set({ 'back.timeoutMs': 0 });
  const answer = client.request(get);
  await vi.waitFor(() => expect(silent.calls()).toBe(2), 10_000);
  release();
  expect((await answer).status).toBe(200);
});

test('a try that another may follow is given up after its own time, the last one has all that is left', async () => {
  const { released, release } = hold();
  const slow = await back('back-1', () => released.then(ok));
  const impatient = { 'back.tryTimeoutMs': 50, 'back.retryBudget': 3 };
  const { client, set } = await caller([slow], { policies: { ...impatient, 'back.retries': 2 } });
  const answer = client.request(get);
  await vi.waitFor(() => expect(slow.calls()).toBe(3), 10_000);
  release();
  expect(await answer).toMatchObject({ status: 200, attempts: 3 });
  await set({ ...impatient, 'back.retries': 0 });
  expect(await client.request(get)).toMatchObject({ status: 200 });
  expect(slow.calls()).toBe(4);
});

test('without a budget for another try the first one is waited for', async () => {
  const { released, release } = hold();
  const slow = await back('back-1', () => released.then(ok));
  const { client } = await caller([slow], { policies: { 'back.tryTimeoutMs': 1, 'back.retries': 3, 'back.retryBudget': 0 } });
  const answer = client.request({ ...get, deadlineMs: 20_000 });
  await vi.waitFor(() => expect(slow.calls()).toBe(1), 10_000);
  release();
  expect((await answer).status).toBe(200);
  expect(slow.calls()).toBe(1);
});

test('of many calls at once only as many are cut short as the budget lets go on: nobody is given up for a try that never comes', async () => {
  const { released, release } = hold();
  const slow = await back('back-1', () => released.then(ok));
  const { client } = await caller([slow], { policies: { 'back.tryTimeoutMs': 20, 'back.retries': 1, 'back.retryBudget': 0.1 } });
  const calls = 30;
  const answers = Array.from({ length: calls }, () => client.request({ ...get, deadlineMs: 20_000 }));
  await vi.waitFor(() => expect(slow.calls()).toBeGreaterThanOrEqual(calls), 10_000);
  release();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 200));
  // A budget that was not used yet holds ten, and thirty calls earn three more at most.
  expect(slow.calls()).toBeLessThanOrEqual(calls + 13);
});

test('a failover sends the next call to the other endpoint, and one under way stays where it began', async () => {
  const { released, release } = hold();
  const first = await back('first-1', async (call) => {
    if (call === 1) await released;
    return call === 1 ? unavailable() : ok();
  });
  const second = await back('second-1', ok);
  const externals = { back: first.url, spare: second.url };
  const retrying = { 'back.retries': 1, 'back.retryBudget': 1 };
  const { client, set } = await caller([], { externals, policies: { 'back.endpoint': 'back', ...retrying } });
  const underWay = client.request(get);
  await vi.waitFor(() => expect(first.calls()).toBe(1), 10_000);
  await set({ 'back.endpoint': 'spare', ...retrying });
  release();
  expect((await underWay).status).toBe(200);
  expect([first.calls(), second.calls()]).toEqual([2, 0]);
  await client.request(get);
  expect([first.calls(), second.calls()]).toEqual([2, 1]);
  // Who knows better than the policy says so.
  await client.request({ ...get, endpoint: 'back' });
  expect([first.calls(), second.calls()]).toEqual([3, 1]);
  await set({ 'back.endpoint': 'nobody' });
  await client.request(get);
  expect(first.calls()).toBe(4);
});
