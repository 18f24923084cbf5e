import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServiceError } from './errors.ts';
import type { HttpReply, RouteReply } from './kit.ts';
import { type Define, type RunningService, startService } from './start-service.ts';
import { testBoot, testSecret } from './testing/boot.ts';
import { hold } from './testing/hold.ts';

const running: RunningService[] = [];
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
  vi.restoreAllMocks();
});

async function start(slot: string, define: Define, overrides: Parameters<typeof testBoot>[1] = {}): Promise<string> {
  const service = await startService(testBoot(slot, overrides), define);
  running.push(service);
  return `http://127.0.0.1:${service.port}`;
}

const control = (base: string, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${base}/control/${path}`, {
    method,
    headers: { 'x-control-secret': testSecret, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const answerOf = ({ status, body }: HttpReply): RouteReply => ({ status, body });

const echo: Define = (kit) => kit.route('POST', '/echo', ({ body }) => ({ status: 200, body: { body, mode: kit.policy('mode') } }));

test('the control plane asks for the secret of this run', async () => {
  const base = await start('shop-1', echo);
  for (const headers of [{}, { 'x-control-secret': 'wrong' }]) {
    const response = await fetch(`${base}/control/state`, { headers: headers as Record<string, string> });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'forbidden' });
  }
});

test('a desired state is in force at once, and putting it again changes nothing', async () => {
  const base = await start('shop-1', echo, { desired: { policies: { mode: 'a' } } });
  const desired = {
    ...testBoot('shop-1').desired,
    policies: { mode: 'b' },
    hooks: [{ id: 'f1', hook: { type: 'fail', status: 503, share: 1 } }],
  };
  expect(await (await control(base, 'PUT', 'desired', desired)).json()).toEqual({ applied: ['policy mode', 'hook f1'] });
  expect(await (await control(base, 'PUT', 'desired', desired)).json()).toEqual({ applied: [] });
  expect((await fetch(`${base}/echo`, { method: 'POST' })).status).toBe(503);
  const { behaviours, ...inForce } = desired;
  expect(behaviours).toEqual({});
  expect(await (await control(base, 'GET', 'state')).json()).toEqual(inForce);

  await control(base, 'PUT', 'desired', { ...desired, hooks: [] });
  const healed = await fetch(`${base}/echo`, { method: 'POST' });
  expect(await healed.json()).toEqual({ mode: 'b' });
});

test('[AV4] a route is served under its prefixes as well, and its requests are told apart by what it says about them', async () => {
  const base = await start('shop-1', (kit) =>
    kit.route('GET', '/things/:id', ({ prefix, params }) => ({ status: 200, body: { prefix, id: params['id'] } }), {
      prefixes: ['/v1'],
      about: ({ prefix }) => ({ 'shop.api.version': prefix === '/v1' ? 'v1' : 'v2' }),
    }),
  );
  const get = async (path: string): Promise<unknown> => (await fetch(`${base}${path}`)).json();
  expect(await get('/v1/things/3')).toEqual({ prefix: '/v1', id: '3' });
  expect(await get('/things/3')).toEqual({ prefix: '', id: '3' });
  expect(await get('/v3/things/3')).toMatchObject({ code: 'not_found' });
});

test('a desired state that is none is refused with what is wrong', async () => {
  const base = await start('shop-1', echo);
  const response = await control(base, 'PUT', 'desired', { version: '1' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'invalid_desired', message: 'behaviours must be an object' });
});

test('errors are {code, message}: of the service, of the body, of the route', async () => {
  const base = await start('shop-1', (kit) => {
    echo(kit);
    kit.route('GET', '/refused', () => {
      throw new ServiceError(422, 'cart_empty', 'the cart is empty');
    });
  });
  const post = (body: string): Promise<Response> =>
    fetch(`${base}/echo`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const answers = [await fetch(`${base}/refused`), await post('{'), await post(`"${'x'.repeat(70_000)}"`), await fetch(`${base}/nowhere`)];
  expect(answers.map(({ status }) => status)).toEqual([422, 400, 413, 404]);
  const codes = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { code: string }).code));
  expect(codes).toEqual(['cart_empty', 'invalid_json', 'body_too_large', 'not_found']);
});

test('the deadline of the first caller reaches the last service and ends the wait', async () => {
  const left: number[] = [];
  const last = await start('last-1', (kit) => {
    kit.route('GET', '/', async ({ deadline }) => {
      left.push(deadline.remainingMs());
      await wait(400);
      return { status: 200 };
    });
  });
  const base = await start(
    'middle-1',
    (kit) => {
      const client = kit.http('last');
      kit.route('GET', '/', async ({ deadline }) => answerOf(await client.request({ method: 'GET', path: '/', deadline })));
    },
    { desired: { endpoints: { last: [{ slot: 'last-1', url: last }] } } },
  );
  const response = await fetch(base, { headers: { 'x-deadline-ms': '150' } });
  expect(response.status).toBe(504);
  expect(await response.json()).toMatchObject({ code: 'deadline_exceeded' });
  expect(left[0]).toBeLessThanOrEqual(150);
});

test('draining finishes what is in flight and refuses the rest; callers go elsewhere', async () => {
  const { released, release } = hold();
  const define =
    (slot: string): Define =>
    (kit) => {
      kit.route('GET', '/slow', async () => {
        await released;
        return { status: 200, body: { slot } };
      });
      kit.route('POST', '/fast', () => ({ status: 200, body: { slot } }));
    };
  const first = await start('back-1', define('back-1'));
  const second = await start('back-2', define('back-2'));
  const endpoints = {
    back: [
      { slot: 'back-1', url: first },
      { slot: 'back-2', url: second },
    ],
  };
  const front = await start(
    'front-1',
    (kit) => {
      const client = kit.http('back');
      kit.route('POST', '/', async () => answerOf(await client.request({ method: 'POST', path: '/fast' })));
    },
    { desired: { endpoints } },
  );
  const inFlight = fetch(`${first}/slow`);
  await vi.waitFor(async () => expect((await fetch(`${first}/healthz`)).status).toBe(200), 10_000);
  const drained = control(first, 'POST', 'drain');
  await vi.waitFor(async () => expect((await fetch(`${first}/readyz`)).status).toBe(503), 10_000);
  const slots = new Set<string>();
  for (let call = 0; call < 6; call++) {
    const answer = await fetch(front, { method: 'POST' });
    expect(answer.status).toBe(200);
    slots.add(((await answer.json()) as { slot: string }).slot);
  }
  expect([...slots]).toEqual(['back-2']);
  release();
  expect((await inFlight).status).toBe(200);
  expect((await drained).status).toBe(200);
});

test('a background job stops at drain and survives its own failures', async () => {
  let runs = 0;
  const base = await start('shop-1', (kit) => {
    kit.every(5, () => {
      runs += 1;
      throw new Error('not this time');
    });
  });
  await vi.waitFor(() => expect(runs).toBeGreaterThan(2), 10_000);
  await control(base, 'POST', 'drain');
  const atDrain = runs;
  await wait(50);
  expect(runs).toBe(atDrain);
});

test('asking for an engine that the boot does not name says so', async () => {
  for (const ask of [(kit) => void kit.redis(), (kit) => void kit.postgres({ max: 1 }), (kit) => void kit.producer()] as Define[]) {
    await expect(startService(testBoot('shop-1'), ask)).rejects.toThrow(/shop-1 was started without/);
  }
});
