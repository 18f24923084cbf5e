import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homeSchema } from '../core/protocol/messages.ts';
import type { SignalFrame } from '../core/protocol/signals.ts';
import { stackViewSchema } from '../core/protocol/stack-view.ts';
import type { SpanView } from '../core/protocol/traces.ts';
import { facilitatorKey as key, openTestApp, type TestApp, type Visit } from './test-app.fixture.ts';

let edge: TestApp;

beforeEach(async () => {
  edge = await openTestApp();
});

afterEach(() => edge.close());

const frameAt = (epochSecond: number): SignalFrame => ({
  epochSecond,
  services: {},
  links: {},
  partitions: [],
  cacheHitPercent: null,
  redisUsedMb: null,
  redisMaxMb: null,
  eventLoopDelayMs: {},
  ingest: { spans: 0, points: 0, logs: 0, refused: 0 },
});

const abort = (drillId: string) =>
  edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, {
    headers: key,
    body: { type: 'abort', commandId: 'x', reason: 'enough' },
  });

describe('home and stack', () => {
  test('[RM1] home shows the live drill, then the ended one, and nothing that spoils a scenario', async () => {
    const home = async () => homeSchema.parse((await edge.call('GET', '/api/v1/home')).body);
    expect(await home()).toMatchObject({ live: null, ended: [], lanUrls: ['http://192.168.1.20:4000'] });
    const { drillId } = await edge.start();
    expect(await home()).toMatchObject({ live: { drillId, phase: 'baseline', players: 1 }, ended: [] });
    await abort(drillId);
    await edge.house.clock.advance(1000);
    const after = await home();
    expect(after).toMatchObject({ live: null, ended: [{ drillId, outcome: 'aborted' }] });
    expect(after.scenarios.find(({ scenarioId }) => scenarioId === 'after-lunch-errors')).toEqual({
      scenarioId: 'after-lunch-errors',
      name: 'After lunch errors',
      kind: 'incident',
      tutorial: true,
      difficulty: 2,
      minutes: expect.any(Number),
    });
  });

  test('[RM20] home lists the tutorial, then what is easier first, and tells what is no incident', async () => {
    const { scenarios } = homeSchema.parse((await edge.call('GET', '/api/v1/home')).body);
    expect(scenarios.slice(0, 2).map(({ scenarioId }) => scenarioId)).toEqual(['payday-evening', 'after-lunch-errors']);
    expect(scenarios.filter(({ kind }) => kind === 'optimisation')).toHaveLength(4);
    const difficulties = scenarios.filter(({ tutorial }) => !tutorial).map(({ difficulty }) => difficulty);
    expect(difficulties).toEqual([...difficulties].sort((a, b) => a - b));
    expect(new Set(difficulties).size).toBeGreaterThan(2);
  });

  test('[RM2] the stack is the same whatever is played', async () => {
    const before = stackViewSchema.parse((await edge.call('GET', '/api/v1/stack')).body);
    await edge.start();
    await edge.house.pass(60, { 'checkout-availability': 0.5 });
    expect((await edge.call('GET', '/api/v1/stack')).body).toEqual(before);
  });
});

describe('joining', () => {
  test('[RM3] a code lets in; a second person of the same name gets a number, and each has a token', async () => {
    const { drillId } = await edge.start({ lobby: true, playerName: 'Ana' });
    const code = edge.house.host.currentView()?.code ?? '';
    const answer = await edge.call('POST', `/api/v1/join/${code.toLowerCase()}`, { body: { name: 'Ana', role: 'scribe' } });
    expect(answer).toMatchObject({ status: 201, body: { drillId } });
    expect(edge.house.host.currentView()?.players.map(({ name, role }) => [name, role])).toEqual([
      ['Ana', null],
      ['Ana (2)', 'scribe'],
    ]);
    const body = { type: 'begin', commandId: 'b' };
    const headers = { authorization: `Bearer ${String(answer.body['playerToken'])}` };
    expect((await edge.call('POST', `/api/v1/drills/${drillId}/commands`, { headers, body })).status).toBe(200);
  });

  test('[RM4] wrong codes are counted: after twenty in a minute even the right one has to wait', async () => {
    await edge.start({ lobby: true });
    const code = edge.house.host.currentView()?.code ?? '';
    const join = (typed: string) => edge.call('POST', `/api/v1/join/${typed}`, { body: { name: 'Eve' } });
    for (let tries = 0; tries < 20; tries++) expect(await join('QQQQQQ')).toMatchObject({ status: 404, body: { code: 'unknown_code' } });
    expect(await join(code)).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
  });

  test.each([
    ['no name', {}],
    ['only spaces', { name: '   ' }],
    ['only what cannot be seen', { name: '\u202E\u200B\u0007' }],
    ['10 kB', { name: 'x'.repeat(10_000) }],
    ['a name that is no text', { name: { toString: 'Ana' } }],
    ['a seat that does not exist', { name: 'Ana', role: 'king' }],
    ['a chosen identity', { name: 'Ana', playerId: 'p-1' }],
  ])('[RM5] %s is refused with a closed code, and nobody joins', async (_name, body) => {
    await edge.start();
    expect(await edge.join(body)).toMatchObject({
      status: 400,
      body: { code: 'bad_message' },
    });
    expect(edge.house.host.currentView()?.players).toHaveLength(1);
  });

  test.each([
    ['control characters', 'A\u0000n\u001b[2Ja', 'An[2Ja'],
    ['a right-to-left override', '\u202Eana', 'ana'],
    ['line breaks and runs of blanks', 'Ana \n\t Maria', 'Ana Maria'],
    ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('[RM6] a name with %s is plain text', async (_name, name, shown) => {
    await edge.start({ playerName: 'Somebody' });
    expect((await edge.join({ name })).status).toBe(201);
    expect(edge.house.host.currentView()?.players.at(-1)?.name).toBe(shown);
  });
});

describe('the code', () => {
  test('[RM17] is told to those who are in the drill and to the desk, over socket and HTTP, and to nobody else', async () => {
    const { playerToken, drillId } = await edge.start({ lobby: true });
    const code = edge.house.host.currentView()?.code ?? '';
    const [player, desk, stranger] = [
      await edge.visit({ token: playerToken }),
      await edge.visit({ facilitatorKey: 'the-key' }),
      await edge.visit(),
    ];
    await player.send({ type: 'setReady', commandId: 'r', ready: true });
    for (const visit of [player, desk]) {
      await visit.hears('drill', ({ view }) => view?.players[0]?.ready === true);
      expect(
        visit.messages.flatMap((message) => (message.kind === 'drill' ? [message.view?.code] : [])).every((seen) => seen === code),
      ).toBe(true);
    }
    await stranger.hears('drill', ({ view }) => view?.players[0]?.ready === true);
    expect(JSON.stringify(stranger.messages)).not.toContain(code);
    const current = (headers: Record<string, string> = {}) => edge.call('GET', '/api/v1/drills/current', { headers });
    expect((await current()).body).toMatchObject({ drillId, code: '' });
    expect((await current({ authorization: `Bearer ${playerToken}` })).body).toMatchObject({ code });
    expect((await current(key)).body).toMatchObject({ code });
  });

  test('[RM17] is the only way into a drill of others, and is of no use in the next one', async () => {
    const { drillId } = await edge.start({ lobby: true });
    const code = edge.house.host.currentView()?.code ?? '';
    expect((await edge.call('POST', `/api/v1/drills/${drillId}/players`, { body: { name: 'Eve' } })).status).toBe(404);
    await abort(drillId);
    await edge.house.clock.advance(1000);
    const next = await edge.start({ lobby: true });
    expect(await edge.call('POST', `/api/v1/join/${code}`, { body: { name: 'Eve' } })).toMatchObject({
      status: 404,
      body: { code: 'unknown_code' },
    });
    const former = await edge.visit({ token: next.playerToken });
    expect((await former.hears('drill')).view?.code).not.toBe(code);
  });

  test('[RM17] a token of a former drill does not open the code of the next', async () => {
    const former = await edge.start({ lobby: true });
    const stale = await edge.visit({ token: former.playerToken });
    await abort(former.drillId);
    await edge.house.clock.advance(1000);
    const next = await edge.start({ lobby: true });
    expect((await stale.hears('drill', ({ view }) => view?.drillId === next.drillId)).view?.code).toBe('');
  });
});

describe('seats', () => {
  const seatOf = (name: string) => edge.house.host.currentView()?.players.find((player) => player.name === name)?.role;

  test('[RM18] of somebody who is here is not taken; of somebody who has been gone for a while it is', async () => {
    const ana = await edge.start({ lobby: true, playerName: 'Ana' });
    const ben = (await edge.join({ name: 'Ben' })).body;
    const [anaTab, benTab] = [await edge.visit({ token: ana.playerToken }), await edge.visit({ token: String(ben['playerToken']) })];
    await anaTab.send({ type: 'takeSeat', commandId: 'a', role: 'commander' });
    const take = (commandId: string) => benTab.send({ type: 'takeSeat', commandId, role: 'commander' });
    expect(await take('1')).toMatchObject({ ok: false, code: 'seat_taken' });
    benTab.messages.length = 0;
    anaTab.socket.disconnect();
    await benTab.hears('presence', ({ online }) => online.length === 1);
    expect(await take('2')).toMatchObject({ ok: false, code: 'seat_taken' });
    await edge.house.clock.advance(21_000);
    expect(await take('3')).toMatchObject({ ok: true });
    expect([seatOf('Ana'), seatOf('Ben')]).toEqual([null, 'commander']);
  });

  test('[RM18] the desk frees a seat', async () => {
    const { drillId, playerId, playerToken } = await edge.start({ lobby: true, playerName: 'Ana' });
    const tab = await edge.visit({ token: playerToken });
    await tab.send({ type: 'takeSeat', commandId: 'a', role: 'scribe' });
    const body = { type: 'freeSeat', commandId: 'f', playerId };
    expect((await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers: key, body })).status).toBe(200);
    expect(seatOf('Ana')).toBeNull();
  });
});

describe('papers of the shop', () => {
  test.each([
    ['public-api', 'openapi: 3.1'],
    ['events', 'asyncapi:'],
    ['objectives', 'checkout-latency'],
    ['a-checkout', '## A checkout'],
    ['runbook-browse-latency', '# Product pages are slow'],
  ])('[RM19] %s can be read by anybody', async (name, text) => {
    const response = await fetch(`${edge.url}/api/v1/stack/documents/${name}`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const body = await response.text();
    expect(body).toContain(text);
    expect(body).not.toMatch(/weak spot|on purpose/i);
  });

  test.each(['constructor', '..%2Fstack.yaml', 'README.md', 'runbook-..%2FREADME', 'runbook-nothing', 'browse-latency'])(
    '[RM19] %s is no paper',
    async (name) => {
      expect((await fetch(`${edge.url}/api/v1/stack/documents/${name}`)).status).toBe(404);
    },
  );
});

describe('traces', () => {
  const span = (traceId: string, more: Partial<SpanView> = {}): SpanView => ({
    traceId,
    spanId: 'b'.repeat(16),
    parentSpanId: null,
    service: 'gateway',
    slot: 'gateway-1',
    name: 'GET /',
    kind: 'server',
    startMs: 1,
    durationMs: 20,
    error: false,
    attributes: { 'http.route': '/', 'hook.name': 'SEALED' },
    ...more,
  });
  const slow = 'c'.repeat(32);
  const kept = [
    [span('a'.repeat(32))],
    [span(slow, { startMs: 5, durationMs: 900, error: true }), span(slow, { service: 'catalog', parentSpanId: 'x', startMs: 6 })],
  ];

  async function withTraces(): Promise<string> {
    await edge.close();
    edge = await openTestApp();
    const { records, telemetry } = edge.house.parts;
    telemetry.findTraces = async (_token, { limit }) => ({
      traces: [{ traceId: 'live', root: `limit ${limit}`, startMs: 0, durationMs: 0, spans: 1, error: false, services: [] }],
      more: false,
      sampling: null,
    });
    telemetry.spans = async (_token, traceId, { offset, limit }) => {
      const spans = traceId === slow ? (kept[1] ?? []) : [];
      return { spans: spans.slice(offset, offset + limit), total: spans.length };
    };
    const { drillId } = await edge.start();
    records.traces = async (asked) => (asked === drillId ? kept : null);
    return drillId;
  }

  test('[RM7] while a drill runs its traces come from the ring, without what production would not show', async () => {
    const drillId = await withTraces();
    expect((await edge.call('GET', `/api/v1/drills/${drillId}/traces?limit=7`)).body).toMatchObject({
      traces: [{ traceId: 'live', root: 'limit 7' }],
    });
    const { body } = await edge.call('GET', `/api/v1/drills/${drillId}/traces/${slow}`);
    expect(body).toMatchObject({ spans: [{ attributes: { 'http.route': '/' } }, {}] });
    expect(JSON.stringify(body)).not.toContain('SEALED');
    expect((await edge.call('GET', `/api/v1/drills/${drillId}/traces/nope`)).status).toBe(404);
  });

  test('[RM8] after the end they are those that were kept, by the same filters', async () => {
    const drillId = await withTraces();
    await abort(drillId);
    await edge.house.clock.advance(1000);
    const list = async (query: string) =>
      ((await edge.call('GET', `/api/v1/drills/${drillId}/traces?${query}`)).body['traces'] as { traceId: string }[]).map(
        ({ traceId }) => traceId,
      );
    expect(await list('')).toEqual([slow, 'a'.repeat(32)]);
    for (const query of ['status=error', 'minMs=100', 'service=catalog', 'limit=1']) expect(await list(query)).toEqual([slow]);
    expect(await list('service=orders')).toEqual([]);
    const { body } = await edge.call('GET', `/api/v1/drills/${drillId}/traces/${slow}`);
    expect(body).toMatchObject({ spans: [{ service: 'gateway' }, { service: 'catalog' }] });
    expect(JSON.stringify(body)).not.toContain('SEALED');
  });

  test.each(['limit=1001', 'limit=0', 'status=maybe', 'minMs=-1'])('[RM9] %s is refused', async (query) => {
    const { drillId } = await edge.start();
    expect((await edge.call('GET', `/api/v1/drills/${drillId}/traces?${query}`)).status).toBe(400);
  });

  test('[RM9] what spans do not show cannot be searched for either', async () => {
    const { drillId } = await edge.start();
    const ask = (attribute: string) => edge.call('GET', `/api/v1/drills/${drillId}/traces?attribute=${encodeURIComponent(attribute)}`);
    expect(await ask('brownout.hook=SEALED')).toMatchObject({ status: 400, body: { code: 'bad_parameter' } });
    expect((await ask('no pair')).status).toBe(400);
    expect((await ask('http.route=/')).status).toBe(200);
  });

  test('[RM9] an unknown drill has no traces', async () => {
    expect((await edge.call('GET', '/api/v1/drills/INC-9999/traces')).status).toBe(404);
  });
});

describe('live messages', () => {
  test('[RM10] presence counts people, not tabs, and follows who leaves', async () => {
    const ana = await edge.start({ playerName: 'Ana' });
    const ben = (await edge.join({ name: 'Ben' })).body;
    const watcher = await edge.visit();
    const [tab, otherTab] = [await edge.visit({ token: ana.playerToken }), await edge.visit({ token: ana.playerToken })];
    const benTab = await edge.visit({ token: String(ben['playerToken']) });
    const both = [ana.playerId, String(ben['playerId'])].sort();
    await watcher.hears('presence', ({ online }) => online.length === 2 && online.every((id, place) => id === both[place]));
    watcher.messages.length = 0;
    tab.socket.disconnect();
    benTab.socket.disconnect();
    expect((await watcher.hears('presence')).online).toEqual([ana.playerId]);
    watcher.messages.length = 0;
    otherTab.socket.disconnect();
    expect((await watcher.hears('presence')).online).toEqual([]);
  });

  test('[RM11] who comes late gets the channel whole and the seconds of before; lines come once, without a gap', async () => {
    const { playerToken } = await edge.start({ playerName: 'Ana' });
    const early = await edge.visit({ token: playerToken });
    for (let second = 0; second < 3; second++) edge.app.socket.signals(frameAt(1_700_000_000 + second));
    for (const text of ['one', 'two', 'three']) {
      await early.send({ type: 'postNote', commandId: text, text });
      await early.hears('timeline', ({ entries }) => entries.some((entry) => entry.text === text));
    }
    const late = await edge.visit({ token: playerToken });
    const whole = await late.hears('timeline');
    expect(whole.firstIndex).toBe(0);
    expect(whole.entries.map(({ index }) => index)).toEqual(whole.entries.map((_, place) => place));
    expect((await late.hears('history')).frames.map(({ frame }) => frame.epochSecond)).toEqual([
      1_700_000_000, 1_700_000_001, 1_700_000_002,
    ]);
    const told = new Map(
      early.messages.flatMap((message) => (message.kind === 'timeline' ? message.entries : [])).map((entry) => [entry.index, entry]),
    );
    expect([...told.values()]).toEqual(whole.entries);
  });

  test('[RM11] a page that was open before hears of a new drill before any line of it', async () => {
    const waiting = await edge.visit();
    await waiting.hears('history');
    const { drillId } = await edge.start({ playerName: 'Ana' });
    await waiting.hears('timeline', (message) => message.drillId === drillId);
    const of = waiting.messages.flatMap((message) => {
      if (message.kind === 'drill') return message.view?.drillId === drillId ? ['drill'] : [];
      return (message.kind === 'timeline' || message.kind === 'presence') && message.drillId === drillId ? [message.kind] : [];
    });
    expect(of[0]).toBe('drill');
    const lines = waiting.messages.flatMap((message) => (message.kind === 'timeline' ? [message.firstIndex] : []));
    expect(lines[0]).toBe(0);
  });

  test('[RM12] the charts are not empty before the first drill', async () => {
    edge.app.socket.signals(frameAt(1_700_000_000));
    const visit = await edge.visit();
    expect((await visit.hears('history')).frames).toEqual([{ frame: frameAt(1_700_000_000), gameMs: null }]);
    expect((await visit.hears('drill')).view).toBeNull();
  });

  test('[RM13] the desk goes to connections that showed the key, and to no other', async () => {
    const { playerToken, drillId } = await edge.start();
    const player = await edge.visit({ token: playerToken });
    const guesser = await edge.visit({ token: playerToken, facilitatorKey: 'the-kez' });
    const desk = await edge.visit({ facilitatorKey: 'the-key' });
    await desk.hears('desk');
    await player.send({ type: 'postNote', commandId: 'n', text: 'hi' });
    for (const visit of [player, guesser, desk]) {
      await visit.hears('timeline', (message) => message.drillId === drillId && message.entries.some(({ text }) => text === 'hi'));
    }
    expect([...player.messages, ...guesser.messages].filter(({ kind }) => kind === 'desk')).toEqual([]);
  });

  test('[RM14] a token of a former drill is told to join again', async () => {
    const former = await edge.start();
    await abort(former.drillId);
    await edge.house.clock.advance(1000);
    await edge.start();
    const visit = await edge.visit({ token: former.playerToken });
    expect(await visit.send({ type: 'postNote', commandId: 'n', text: 'hi' })).toMatchObject({
      ok: false,
      code: 'unauthorized',
      detail: expect.stringContaining('join'),
    });
  });

  test('[RM15] a person who floods is slowed down, over all their tabs together; the others are not', async () => {
    const { playerToken } = await edge.start({ lobby: true, playerName: 'Wild' });
    const calm = (await edge.join({ name: 'Calm' })).body;
    const tabs = [await edge.visit({ token: playerToken }), await edge.visit({ token: playerToken })];
    const other = await edge.visit({ token: String(calm['playerToken']) });
    const acks = await Promise.all(
      tabs.flatMap((tab, place) =>
        Array.from({ length: 15 }, (_, n) => tab.send({ type: 'setReady', commandId: `${place}-${n}`, ready: n % 2 === 0 })),
      ),
    );
    expect(acks.filter((ack) => ack.ok)).toHaveLength(20);
    expect(acks.filter((ack) => !ack.ok && ack.code === 'too_fast')).toHaveLength(10);
    expect(await other.send({ type: 'setReady', commandId: 'c', ready: true })).toMatchObject({ ok: true });
  });

  test('[RM15] nobody fills the channel: thirty messages, then one every two seconds, by socket or HTTP', async () => {
    const { playerToken, drillId } = await edge.start();
    // Over two tabs: one connection alone takes twenty commands in a second.
    const tabs = [await edge.visit({ token: playerToken }), await edge.visit({ token: playerToken })];
    const say = (n: number) => (tabs[n % 2] as Visit).send({ type: 'postNote', commandId: `n${n}`, text: `line ${n}` });
    for (let n = 0; n < 30; n++) {
      expect(await say(n)).toMatchObject({ ok: true });
      await edge.house.clock.advance(50);
    }
    // A second and a half has passed meanwhile: not yet enough for one more.
    expect(await say(30)).toMatchObject({ ok: false, code: 'too_fast', detail: expect.stringContaining('30 messages') });
    const over = { headers: { authorization: `Bearer ${playerToken}` }, body: { type: 'postNote', commandId: 'h', text: 'by HTTP' } };
    expect(await edge.call('POST', `/api/v1/drills/${drillId}/commands`, over)).toMatchObject({ status: 429 });
    await edge.house.clock.advance(1000);
    expect(await say(31)).toMatchObject({ ok: true });
  });
});

describe('other sites', () => {
  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1'])('[RM16] a page of %s can neither act nor listen', async (origin) => {
    expect(await edge.call('POST', '/api/v1/drills', { headers: { origin }, body: {} })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(edge.house.pool.view().state).toBe('ready');
    const handshake = await fetch(`${edge.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
    expect(handshake.status).toBe(403);
  });

  test('[RM16] our own page can', async () => {
    expect((await edge.call('POST', '/api/v1/drills', { headers: { origin: edge.url }, body: {} })).status).toBe(201);
    expect((await fetch(`${edge.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: edge.url } })).status).toBe(200);
  });
});
