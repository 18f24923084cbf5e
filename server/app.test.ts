import type { AddressInfo } from 'node:net';
import { type Socket, io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ack } from '../core/protocol/errors.ts';
import { type Joined, serverMessageSchema } from '../core/protocol/messages.ts';
import { type App, createApp } from './app.ts';
import { openTestHouse, type TestHouse } from './host/test-house.fixture.ts';

let house: TestHouse;
let app: App;
let url: string;
const sockets: Socket[] = [];

beforeEach(async () => {
  house = await openTestHouse({ onChange: () => app?.socket.drillChanged() });
  app = createApp(house.parts);
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await app.socket.close();
});

const key = { authorization: 'Bearer the-key' };

async function call(
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: text }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function start(): Promise<Joined> {
  const answer = await call('POST', '/api/v1/drills', { body: { scenarioId: 'after-lunch-errors', seed: 7 } });
  expect(answer.status).toBe(201);
  return answer.body as unknown as Joined;
}

async function connect(token: string): Promise<Socket> {
  const socket = io(url, { auth: { token }, transports: ['websocket'] });
  sockets.push(socket);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}

const send = (socket: Socket, payload: unknown): Promise<Ack> => socket.timeout(5000).emitWithAck('command', payload);

describe('HTTP', () => {
  test('[HT1] readiness follows the sandbox', async () => {
    expect((await call('GET', '/readyz')).status).toBe(200);
    await house.pool.stop();
    expect((await call('GET', '/healthz')).body).toEqual({ ok: true });
  });

  test.each([
    ['broken JSON', '{"scenarioId": ', 400, 'bad_message'],
    ['a field of the wrong type', { seed: 'seven' }, 400, 'bad_message'],
    ['an unknown field', { scenario: 'x' }, 400, 'bad_message'],
    ['an unknown scenario', { scenarioId: 'nope' }, 404, 'unknown_scenario'],
    ['a responder without the key', { responder: 'expert' }, 403, 'forbidden'],
    ['a huge body', { playerName: 'x'.repeat(70_000) }, 413, 'too_large'],
  ])('[HT2] %s is refused with a closed code and starts nothing', async (_name, body, status, code) => {
    const answer = await call('POST', '/api/v1/drills', { body });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(house.pool.view().state).toBe('ready');
  });

  test.each(['/api/v1/facilitator/drills', '/api/v1/facilitator/scenarios', '/api/v1/facilitator/drills/INC-0001/log'])(
    '[HT3] %s needs the facilitator key',
    async (path) => {
      expect((await call('GET', path)).status).toBe(403);
      expect((await call('GET', path, { headers: { authorization: 'Bearer the-kez' } })).status).toBe(403);
      expect((await call('GET', path, { headers: key })).status).toBe(200);
    },
  );

  test("[HT4] a player's token plays, and does not facilitate", async () => {
    const { drillId, playerToken } = await start();
    const headers = { authorization: `Bearer ${playerToken}` };
    const note = { type: 'postNote', commandId: '1', text: 'hello' };
    expect((await call('POST', `/api/v1/drills/${drillId}/commands`, { headers, body: note })).status).toBe(200);
    expect((await call('POST', `/api/v1/drills/${drillId}/commands`, { body: note })).status).toBe(401);
    const abort = { type: 'abort', commandId: '2', reason: 'mine now' };
    expect((await call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers, body: abort })).status).toBe(403);
    expect((await call('POST', `/api/v1/drills/${drillId}/commands`, { headers, body: abort })).status).toBe(400);
  });

  test('[HT5] truth and post-mortem are sealed until the end, then served and downloadable', async () => {
    const { drillId } = await start();
    expect((await call('GET', `/api/v1/drills/${drillId}/debrief`)).status).toBe(409);
    expect((await call('GET', `/api/v1/drills/${drillId}/postmortem.md`)).status).toBe(409);
    const end = { type: 'endAndDebrief', commandId: '1', reason: 'lunch' };
    expect((await call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers: key, body: end })).status).toBe(200);
    await house.clock.advance(1000);
    expect((await call('GET', `/api/v1/drills/${drillId}/debrief`)).body).toMatchObject({
      drillId,
      scenarioId: 'after-lunch-errors',
      undo: { ok: true },
    });
    const download = await fetch(`${url}/api/v1/drills/${drillId}/postmortem.md?download`);
    expect(download.headers.get('content-disposition')).toBe(`attachment; filename=${drillId}-postmortem.md`);
    expect(await download.text()).toContain(drillId);
  });

  test('[HT6] a view over HTTP holds nothing sealed', async () => {
    await start();
    await house.pass(70, { 'checkout-availability': 0.5 });
    const text = JSON.stringify((await call('GET', '/api/v1/drills/current')).body);
    for (const sealed of ['after-lunch-errors', 'truth', 'witness', 'capabilities', 'causeRemoved', '"impact":'])
      expect(text).not.toContain(sealed);
  });

  test('[HT7] no foreign script may run: the content policy names only ourselves', async () => {
    const policy = (await fetch(`${url}/healthz`)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
  });
});

describe('socket', () => {
  test('[SO1] a connection starts from the whole present, and follows', async () => {
    const { playerToken, drillId } = await start();
    const socket = io(url, { auth: { token: playerToken }, transports: ['websocket'] });
    sockets.push(socket);
    const messages: unknown[] = [];
    socket.on('message', (message) => messages.push(message));
    await new Promise<void>((resolve) => socket.once('message', () => setTimeout(resolve, 20)));
    const parsed = messages.map((message) => serverMessageSchema.parse(message));
    expect(parsed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['sandbox', 'drill']));
    const followed = new Promise<number>((resolve) =>
      socket.on('message', (message) => message.kind === 'drill' && message.view.drillId === drillId && resolve(message.seq)),
    );
    expect(await send(socket, { type: 'postNote', commandId: 'n1', text: 'hi' })).toMatchObject({ ok: true });
    expect(await followed).toBeGreaterThan(0);
  });

  test.each([
    ['nothing', undefined],
    ['a string', 'resolve!'],
    ['an unknown type', { type: 'win', commandId: '1' }],
    ['a foreign identity in the payload', { type: 'postNote', commandId: '1', text: 'x', playerId: 'p-0' }],
    ['an empty note', { type: 'postNote', commandId: '1', text: '   ' }],
  ])('[SO2] %s is answered bad_message, and nobody else notices', async (_name, payload) => {
    const { playerToken } = await start();
    const [hostile, other] = [await connect(playerToken), await connect(playerToken)];
    expect(await send(hostile, payload)).toMatchObject({ ok: false, code: 'bad_message' });
    expect(await send(other, { type: 'postNote', commandId: 'n', text: 'still here' })).toMatchObject({ ok: true });
  });

  test('[SO3] without a token a socket watches and cannot act', async () => {
    await start();
    const socket = await connect('');
    expect(await send(socket, { type: 'postNote', commandId: '1', text: 'x' })).toMatchObject({ ok: false, code: 'unauthorized' });
  });
});
