import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Endpoint } from '../../../../../core/sandbox/messages.ts';
import type { PolicyValue } from '../../../../../core/stack/schema.ts';
import type { HttpCall, HttpClient, RouteReply } from '../kit.ts';
import { type RunningService, startService } from '../start-service.ts';
import { testBoot } from '../testing/boot.ts';

const running: RunningService[] = [];
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
  vi.restoreAllMocks();
});

/** An instance of `back` that answers by `answer` and counts. */
async function back(slot: string, answer: (call: number) => RouteReply): Promise<Endpoint & { calls: () => number }> {
  let calls = 0;
  const service = await startService(testBoot(slot), (kit) => kit.route('GET', '/', () => answer(++calls)));
  running.push(service);
  return { slot, url: `http://127.0.0.1:${service.port}`, calls: () => calls };
}

async function clientOf(endpoints: Endpoint[], policies: Record<string, PolicyValue> = {}): Promise<HttpClient> {
  let client: HttpClient | undefined;
  const plain = endpoints.map(({ slot, url }) => ({ slot, url }));
  const service = await startService(testBoot('front-1', { desired: { endpoints: { back: plain }, policies } }), (kit) => {
    client = kit.http('back');
  });
  running.push(service);
  return client as HttpClient;
}

async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const get: HttpCall = { method: 'GET', path: '/' };
const ok = (): RouteReply => ({ status: 200, body: { fine: true } });
const unavailable = (): RouteReply => ({ status: 503, body: { code: 'overloaded' } });

test('calls take turns over the endpoints', async () => {
  const targets = [await back('back-1', ok), await back('back-2', ok)];
  const client = await clientOf(targets);
  for (let call = 0; call < 10; call++) expect(await client.request(get)).toMatchObject({ status: 200, body: { fine: true } });
  expect(targets.map(({ calls }) => calls())).toEqual([5, 5]);
});

test('a call that was refused goes to another instance, and the refusing one is left alone', async () => {
  const alive = await back('back-1', ok);
  const client = await clientOf([{ slot: 'back-2', url: `http://127.0.0.1:${await closedPort()}` }, alive]);
  for (let call = 0; call < 10; call++) expect((await client.request({ ...get, method: 'GET' })).status).toBe(200);
  expect(alive.calls()).toBe(10);
});

test('without retries a failing answer is passed on; with them it is asked for again', async () => {
  const flaky = await back('back-1', (call) => (call % 2 === 1 ? unavailable() : ok()));
  const client = await clientOf([flaky]);
  expect((await client.request(get)).status).toBe(503);
  expect((await client.request(get)).status).toBe(200);
  expect((await client.request({ ...get, retries: 1 })).status).toBe(200);
  expect(flaky.calls()).toBe(4);
});

test('a dependency that is down altogether gets a tenth more calls at most', async () => {
  const down = await back('back-1', unavailable);
  const client = await clientOf([down]);
  for (let call = 0; call < 200; call++) await client.request({ ...get, retries: 3 });
  expect(down.calls()).toBeGreaterThan(215);
  expect(down.calls()).toBeLessThanOrEqual(230);
});

test('an open breaker calls nobody', async () => {
  const target = await back('back-1', ok);
  const client = await clientOf([target], { 'back.breaker': 'open' });
  await expect(client.request(get)).rejects.toMatchObject({ code: 'breaker_open', dependency: 'back' });
  expect(target.calls()).toBe(0);
});

test('an automatic breaker opens on a failing dependency', async () => {
  const down = await back('back-1', unavailable);
  const client = await clientOf([down], { 'back.breaker': 'auto' });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => client.request(get)));
  expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true);
  await expect(client.request(get)).rejects.toMatchObject({ code: 'breaker_open' });
  expect(down.calls()).toBe(20);
});

test('without an endpoint the call says so', async () => {
  await expect((await clientOf([])).request(get)).rejects.toMatchObject({ code: 'no_target' });
});

test('an outside system is reached at its own address', async () => {
  const outside = await back('psp-1', ok);
  let client: HttpClient | undefined;
  const service = await startService(testBoot('front-1', { externals: { psp: outside.url } }), (kit) => {
    client = kit.http('psp');
  });
  running.push(service);
  expect((await client?.request(get))?.status).toBe(200);
});
