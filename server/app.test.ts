import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { facilitatorKey as key, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;

beforeEach(async () => {
  edge = await openTestApp();
});

afterEach(() => edge.close());

describe('HTTP', () => {
  test('[HT9] files are packed for who can unpack them, answers never are', async () => {
    const encoding = async (path: string) =>
      (await fetch(edge.url + path, { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding');
    expect(await encoding('/package-lock.json')).toBe('gzip');
    expect(await encoding('/api/v1/stack')).toBeNull();
  });

  test('[HT1] readiness follows the sandbox', async () => {
    expect((await edge.call('GET', '/readyz')).status).toBe(200);
    await edge.house.pool.stop();
    expect((await edge.call('GET', '/healthz')).body).toEqual({ ok: true });
  });

  test.each([
    ['broken JSON', '{"scenarioId": ', 400, 'bad_message'],
    ['a field of the wrong type', { seed: 'seven' }, 400, 'bad_message'],
    ['an unknown field', { scenario: 'x' }, 400, 'bad_message'],
    ['an unknown scenario', { scenarioId: 'nope' }, 404, 'unknown_scenario'],
    ['a responder without the key', { responder: 'expert' }, 403, 'forbidden'],
    ['a huge body', { playerName: 'x'.repeat(70_000) }, 413, 'too_large'],
  ])('[HT2] %s is refused with a closed code and starts nothing', async (_name, body, status, code) => {
    const answer = await edge.call('POST', '/api/v1/drills', { body });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(edge.house.pool.view().state).toBe('ready');
  });

  test.each(['/api/v1/facilitator/drills', '/api/v1/facilitator/scenarios', '/api/v1/facilitator/drills/INC-0001/log'])(
    '[HT3] %s needs the facilitator key',
    async (path) => {
      expect((await edge.call('GET', path)).status).toBe(403);
      expect((await edge.call('GET', path, { headers: { authorization: 'Bearer the-kez' } })).status).toBe(403);
      expect((await edge.call('GET', path, { headers: key })).status).toBe(200);
    },
  );

  test("[HT4] a player's token plays, and does not facilitate", async () => {
    const { drillId, playerToken } = await edge.start();
    const headers = { authorization: `Bearer ${playerToken}` };
    const note = { type: 'postNote', commandId: '1', text: 'hello' };
    expect((await edge.call('POST', `/api/v1/drills/${drillId}/commands`, { headers, body: note })).status).toBe(200);
    expect((await edge.call('POST', `/api/v1/drills/${drillId}/commands`, { body: note })).status).toBe(401);
    const abort = { type: 'abort', commandId: '2', reason: 'mine now' };
    expect((await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers, body: abort })).status).toBe(403);
    expect((await edge.call('POST', `/api/v1/drills/${drillId}/commands`, { headers, body: abort })).status).toBe(400);
  });

  test('[HT5] truth and post-mortem are sealed until the end, then served and downloadable', async () => {
    const { drillId } = await edge.start();
    expect((await edge.call('GET', `/api/v1/drills/${drillId}/debrief`)).status).toBe(409);
    expect((await edge.call('GET', `/api/v1/drills/${drillId}/postmortem.md`)).status).toBe(409);
    const end = { type: 'endAndDebrief', commandId: '1', reason: 'lunch' };
    expect((await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers: key, body: end })).status).toBe(200);
    await edge.house.clock.advance(1000);
    expect((await edge.call('GET', `/api/v1/drills/${drillId}/debrief`)).body).toMatchObject({
      drillId,
      scenarioId: 'after-lunch-errors',
      undo: { ok: true },
    });
    const download = await fetch(`${edge.url}/api/v1/drills/${drillId}/postmortem.md?download`);
    expect(download.headers.get('content-disposition')).toBe(`attachment; filename=${drillId}-postmortem.md`);
    expect(await download.text()).toContain(drillId);
  });

  test('[HT6] a view over HTTP holds nothing sealed', async () => {
    await edge.start();
    await edge.house.pass(70, { 'checkout-availability': 0.5 });
    const text = JSON.stringify((await edge.call('GET', '/api/v1/drills/current')).body);
    for (const sealed of ['after-lunch-errors', 'truth', 'witness', 'capabilities', 'causeRemoved', '"impact":'])
      expect(text).not.toContain(sealed);
  });

  test('[HT7] no foreign script may run: the content policy names only ourselves', async () => {
    const policy = (await fetch(`${edge.url}/healthz`)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
  });

  test.each([
    ['/api/v1/drills/%E0%A4%A/debrief', 400, 'bad_message'],
    ['/%E0%A4%A', 404, 'not_found'],
  ])("[HT8] an address that cannot be read (%s) is the client's mistake: closed code, nothing in the log", async (path, status, code) => {
    const answer = await edge.call('GET', path);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(edge.house.lines).toEqual([]);
  });

  test.each(['debrief', 'postmortem', 'recording', 'status-page/summary.json', 'traces', 'load-plan.js'])(
    '[HT10] %s of a drill whose id nobody can read is not there, and the store is not asked for it',
    async (what) => {
      const asked = vi.spyOn(edge.house.store, 'readPlan');
      for (const drillId of ['INC-%00', '%1b[2J', 'a%7Fb'])
        expect(await edge.call('GET', `/api/v1/drills/${drillId}/${what}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(asked).not.toHaveBeenCalled();
    },
  );
});

describe('socket', () => {
  test('[SO1] a connection starts from the whole present, and follows', async () => {
    const { playerToken, playerId, drillId } = await edge.start({ playerName: 'Ana' });
    const visit = await edge.visit({ token: playerToken });
    await visit.hears('history');
    expect(visit.messages.slice(0, 2).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['presence', 'sandbox']));
    const { view } = await visit.hears('drill');
    expect(view).toMatchObject({ drillId, players: [{ playerId, name: 'Ana' }] });
    expect(await visit.hears('timeline')).toMatchObject({ drillId, firstIndex: 0 });
    expect(await visit.send({ type: 'postNote', commandId: 'n1', text: 'hi' })).toMatchObject({ ok: true });
    const { entries } = await visit.hears('timeline', (message) => message.entries.some(({ text }) => text === 'hi'));
    expect(entries.at(-1)).toMatchObject({ kind: 'message', from: 'Ana', text: 'hi' });
    await visit.hears('drill', ({ seq }) => seq > (view?.seq ?? 0));
  });

  test.each([
    ['nothing', undefined],
    ['a string', 'resolve!'],
    ['an unknown type', { type: 'win', commandId: '1' }],
    ['a foreign identity in the payload', { type: 'postNote', commandId: '1', text: 'x', playerId: 'p-0' }],
    ['an empty note', { type: 'postNote', commandId: '1', text: '   ' }],
    ['a note of invisible characters', { type: 'postNote', commandId: '1', text: '\u200B\u202E\u0000' }],
  ])('[SO2] %s is answered bad_message, and nobody else notices', async (_name, payload) => {
    const { playerToken } = await edge.start();
    const [hostile, other] = [await edge.visit({ token: playerToken }), await edge.visit({ token: playerToken })];
    expect(await hostile.send(payload)).toMatchObject({ ok: false, code: 'bad_message' });
    expect(await other.send({ type: 'postNote', commandId: 'n', text: 'still here' })).toMatchObject({ ok: true });
  });

  test('[SO3] without a token a socket watches and cannot act', async () => {
    await edge.start();
    const visit = await edge.visit();
    expect((await visit.hears('drill')).view).not.toBeNull();
    expect(await visit.send({ type: 'postNote', commandId: '1', text: 'x' })).toMatchObject({ ok: false, code: 'unauthorized' });
  });

  test.each([
    ['an object that cannot be turned into text', { toString: 1, valueOf: 1 }],
    ['a number', 7],
    ['a list', [['x']]],
    ['null', null],
  ])('[SO4] a handshake that shows %s belongs to nobody, and nobody else notices', async (_name, shown) => {
    const { playerToken } = await edge.start();
    const other = await edge.visit({ token: playerToken });
    const hostile = await edge.visit({ token: shown, facilitatorKey: shown });
    expect(await hostile.send({ type: 'postNote', commandId: '1', text: 'x' })).toMatchObject({ ok: false, code: 'unauthorized' });
    expect(await other.send({ type: 'postNote', commandId: 'n', text: 'still here' })).toMatchObject({ ok: true });
  });
});
