import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Joined, ServerMessage } from '../core/protocol/messages.ts';
import type { Role } from '../core/protocol/roles.ts';
import type { SignalFrame } from '../core/protocol/signals.ts';
import { facilitatorKey, openTestApp, type TestApp, type Visit } from './test-app.fixture.ts';

let edge: TestApp;

beforeEach(async () => {
  edge = await openTestApp();
});

afterEach(() => edge.close());

const bad = { 'checkout-availability': 0.6 };

/** A live drill with an ops player and a commander, in which users suffer. */
async function live(splitDesk = true): Promise<{ drillId: string; ops: Joined; ic: Joined }> {
  const ops = await edge.start({ lobby: true, splitDesk, playerName: 'Ana' });
  const joinAs = async (name: string, role: Role) => (await edge.join({ name, role })).body as unknown as Joined;
  const ic = await joinAs('Ben', 'commander');
  await command(ops, { type: 'takeSeat', role: 'operations' });
  await command(ops, { type: 'begin' });
  await edge.house.pass(16);
  await edge.house.pass(60, bad);
  expect(edge.house.host.currentView()?.alerts).not.toEqual([]);
  return { drillId: ops.drillId, ops, ic };
}

const emptyFrame: SignalFrame = {
  epochSecond: 0,
  services: {},
  links: {},
  partitions: [],
  cacheHitPercent: 0,
  redisUsedMb: 0,
  redisMaxMb: 0,
  eventLoopDelayMs: {},
  ingest: { spans: 0, points: 0, logs: 0, refused: 0 },
};

let commands = 0;
function command({ drillId, playerToken }: Joined, data: object) {
  return edge.call('POST', `/api/v1/drills/${drillId}/commands`, {
    headers: { authorization: `Bearer ${playerToken}` },
    body: { commandId: `c${(commands += 1)}`, ...data },
  });
}
const visitAs = ({ playerToken }: Joined) => edge.visit({ token: playerToken });
const headersOf = (joined: Joined | null) => (joined ? { headers: { authorization: `Bearer ${joined.playerToken}` } } : {});
const heard = <K extends ServerMessage['kind']>({ messages }: Visit, kind: K) =>
  messages.filter((message): message is ServerMessage & { kind: K } => message.kind === kind);

const telemetryOf = (drillId: string): [string, string, unknown?][] => [
  ...[
    'traces',
    'trace-words',
    'traces/abc',
    'logs',
    'logs/patterns',
    'slos',
    'profiles',
    'breakdown?component=catalog',
    'heatmap?component=catalog',
    'exhibits?kind=signal&ref=x&atMs=1',
    'recording',
    'choices?control=x&target=y&parameter=z',
  ].map((path): [string, string] => ['GET', `/api/v1/drills/${drillId}/${path}`]),
  ['POST', `/api/v1/drills/${drillId}/panels`, { kind: 'redisKeys' }],
  ['POST', `/api/v1/drills/${drillId}/preview`, {}],
  ['POST', `/api/v1/drills/${drillId}/profiles`, {}],
  ['GET', '/api/v1/logs'],
  ['GET', '/api/v1/traces'],
  ['GET', '/api/v1/sandbox'],
  ['GET', '/metrics'],
];

describe('over HTTP', () => {
  test('[SD10] telemetry of a split drill answers operations and the facilitator, and nobody else, however it is asked', async () => {
    const { drillId, ops, ic } = await live();
    for (const [method, path, body] of telemetryOf(drillId)) {
      const ask = async (headers: Record<string, string>) => {
        const init = body === undefined ? {} : { body: JSON.stringify(body) };
        const response = await fetch(edge.url + path, { method, headers: { 'content-type': 'application/json', ...headers }, ...init });
        return { path, status: response.status, text: await response.text() };
      };
      for (const headers of [{}, headersOf(ic).headers ?? {}]) {
        const refused = await ask(headers as Record<string, string>);
        expect(refused).toMatchObject({ path, status: 403 });
        expect(JSON.parse(refused.text)).toMatchObject({ code: 'not_your_desk', detail: 'telemetry is on the desk of operations: Ana' });
      }
      for (const headers of [headersOf(ops).headers ?? {}, facilitatorKey])
        expect((await ask(headers as Record<string, string>)).text).not.toContain('not_your_desk');
    }
  });

  test.each(['/API/v1/Drills/ID/Traces', '/api/v1/drills/ID/%74races', '/api/v1/drills/ID/traces/', '/api//v1/drills/ID/traces'])(
    '[SD10] %s is no way round it',
    async (path) => {
      const { drillId } = await live();
      const { status } = await fetch(edge.url + path.replace('ID', drillId));
      expect([403, 404]).toContain(status);
    },
  );

  test('[SD11] view, commands, requests and the public page stay open; the view is cut to the desk', async () => {
    const { drillId, ops, ic } = await live();
    const view = async (joined: Joined | null) => (await edge.call('GET', '/api/v1/drills/current', headersOf(joined))).body;
    expect(await view(ops)).toMatchObject({ sees: { telemetry: true, voices: false }, alerts: [expect.anything(), ...[]] });
    expect(await view(ic)).toMatchObject({ sees: { telemetry: false, voices: false }, alerts: [], slos: [], controls: [], tickets: [] });
    expect(await view(null)).toMatchObject({ sees: { telemetry: false, voices: false }, alerts: [], slos: [], code: '' });
    expect((await command(ic, { type: 'postNote', text: 'What do you see?' })).status).toBe(200);
    expect((await edge.call('GET', `/api/v1/drills/${drillId}/status-page/summary.json`)).status).toBe(200);
    const alertId = edge.house.host.currentView()?.alerts[0]?.alertId ?? '';
    expect(await command(ic, { type: 'acknowledge', alertId })).toMatchObject({ status: 403, body: { code: 'not_your_desk' } });
    expect((await command(ops, { type: 'acknowledge', alertId })).status).toBe(200);
  });

  test('[SD12] the end opens the telemetry to everybody, and an undivided drill never closes it', async () => {
    const { drillId } = await live();
    await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, {
      headers: facilitatorKey,
      body: { type: 'endAndDebrief', commandId: 'end', reason: 'enough' },
    });
    expect((await edge.call('GET', '/api/v1/sandbox')).status).toBe(200);
    await expect.poll(() => edge.house.pool.view().state).toBe('ready');
    await live(false);
    expect((await edge.call('GET', '/api/v1/traces')).status).toBe(200);
  });

  test.each([
    ['alone', { splitDesk: true }],
    ['in practice', { splitDesk: true, practice: true }],
  ])('[SD13] nobody splits a desk %s', async (_name, body) => {
    expect(await edge.call('POST', '/api/v1/drills', { body: { scenarioId: 'tuesday-half-past-ten', ...body } })).toMatchObject({
      status: 400,
      body: { code: 'bad_message' },
    });
    expect(edge.house.host.currentView()).toBeNull();
  });

  test('[SD13] the facilitator opens a split game day, and the next group gets the same', async () => {
    const post = (path: string, body?: object) =>
      edge.call('POST', `/api/v1/facilitator/${path}`, body ? { headers: facilitatorKey, body } : { headers: facilitatorKey });
    const opened = await post('drills', { scenarioId: 'tuesday-half-past-ten', seed: 3, splitDesk: true });
    expect(edge.house.host.currentView()?.splitDesk).toBe(true);
    const { drillId } = opened.body as { drillId: string };
    await post(`drills/${drillId}/commands`, { type: 'abort', commandId: 'a', reason: 'again' });
    await expect.poll(() => edge.house.pool.view().state).toBe('ready');
    expect((await post(`drills/${drillId}/again`)).status).toBe(201);
    expect(edge.house.host.currentView()?.splitDesk).toBe(true);
  });
});

function expectWhole(visit: Visit): void {
  expect(heard(visit, 'drill').at(-1)?.view?.alerts).not.toEqual([]);
  expect(JSON.stringify(heard(visit, 'timeline'))).toContain('Page:');
  expect(heard(visit, 'signals')).toHaveLength(1);
  expect(heard(visit, 'sandbox').at(-1)?.sandbox.components).toEqual(edge.house.pool.view().components);
}

function expectCut(visit: Visit): void {
  for (const { view } of heard(visit, 'drill')) expect(view?.alerts).toEqual([]);
  expect(JSON.stringify(heard(visit, 'timeline'))).not.toContain('Page:');
  expect(heard(visit, 'signals')).toEqual([]);
  for (const { frames } of heard(visit, 'history')) expect(frames).toEqual([]);
  for (const { sandbox } of heard(visit, 'sandbox')) expect(sandbox).toMatchObject({ components: [], load: null });
}

describe('over the socket', () => {
  test('[SD14] each connection is sent its own desk, on coming and afterwards', async () => {
    const { ops, ic } = await live();
    const [atOps, atIc, watcher, desk] = [
      await visitAs(ops),
      await visitAs(ic),
      await edge.visit(),
      await edge.visit({ facilitatorKey: 'the-key' }),
    ];
    const visits = [atOps, atIc, watcher, desk];
    for (const visit of visits) await visit.hears('history');
    edge.app.socket.signals(emptyFrame);
    await edge.house.pass(5, bad);
    expect((await command(ic, { type: 'postNote', text: 'Tell me.' })).status).toBe(200);
    const isTold = (visit: Visit) => visit.hears('timeline', ({ entries }) => entries.some(({ text }) => text === 'Tell me.'));
    for (const visit of visits) await isTold(visit);
    for (const visit of [atOps, desk]) expectWhole(visit);
    for (const visit of [atIc, watcher]) expectCut(visit);
  });

  test('[SD15] who takes another seat is sent that desk whole, and the former one is gone', async () => {
    const { ops, ic } = await live();
    const atIc = await visitAs(ic);
    await atIc.hears('history');
    expect(JSON.stringify(heard(atIc, 'timeline'))).not.toContain('Page:');
    await command(ic, { type: 'takeSeat', role: 'operations' });
    const whole = await atIc.hears('timeline', ({ firstIndex, entries }) => firstIndex === 0 && JSON.stringify(entries).includes('Page:'));
    expect(whole.entries.every(({ masked }) => !masked)).toBe(false);
    await atIc.hears('drill', ({ view }) => view?.sees.telemetry === true && view.alerts.length > 0);
    await command(ic, { type: 'takeSeat', role: 'commander' });
    await expect.poll(() => heard(atIc, 'history').length).toBe(3);
    expect(heard(atIc, 'drill').at(-1)?.view?.sees).toEqual({ telemetry: false, voices: false });
    const last = heard(atIc, 'timeline').findLast(({ firstIndex }) => firstIndex === 0);
    expect(JSON.stringify(last?.entries)).toContain('Took the seat: operations.');
    expect(JSON.stringify(last?.entries)).not.toContain('Page:');
    expect(ops.drillId).toBe(ic.drillId);
  });
});
