import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { deskScenarioSchema, deskSchema, type FaultOffer, faultOfferSchema } from '../core/protocol/desk.ts';
import { facilitatorKey as headers, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;

beforeEach(async () => {
  edge = await openTestApp();
});

afterEach(() => edge.close());

const base = '/api/v1/facilitator';
const ask = (path: string) => edge.call('GET', `${base}${path}`, { headers });
const post = (path: string, body?: unknown) => edge.call('POST', `${base}${path}`, body === undefined ? { headers } : { headers, body });
let commands = 0;
const command = (drillId: string, data: Record<string, unknown>) =>
  post(`/drills/${drillId}/commands`, { commandId: `c${(commands += 1)}`, ...data });

async function openGameDay(body: Record<string, unknown> = {}): Promise<string> {
  const answer = await post('/drills', { scenarioId: 'after-lunch-errors', seed: 7, ...body });
  expect(answer.status).toBe(201);
  return z
    .object({ drillId: z.string(), code: z.string().length(6) })
    .strict()
    .parse(answer.body).drillId;
}

async function goLive(): Promise<string> {
  const drillId = await openGameDay();
  expect((await command(drillId, { type: 'begin' })).status).toBe(200);
  await edge.house.pass(16);
  expect(edge.house.host.currentView()?.phase).toBe('live');
  return drillId;
}

describe('the key', () => {
  test.each([
    ['GET', '/scenarios'],
    ['GET', '/faults'],
    ['GET', '/desk'],
    ['GET', '/drills'],
    ['GET', '/drills/INC-0001/score'],
    ['POST', '/drills'],
    ['POST', '/drills/INC-0001/again'],
    ['POST', '/drills/INC-0001/commands'],
  ])('[DE1] %s %s answers nobody without it', async (method, path) => {
    const call = (authorization?: string) =>
      edge.call(method, base + path, authorization === undefined ? {} : { headers: { authorization } });
    expect(await call()).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await call('Bearer the-kez')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test('[DE2] wrong keys are limited by address; asking without one is no try, and the right one still opens', async () => {
    const wrong = { headers: { authorization: 'Bearer guess' } };
    for (let tries = 0; tries < 20; tries++) {
      expect((await edge.call('GET', `${base}/desk`)).status).toBe(403);
      expect((await edge.call('GET', `${base}/desk`, wrong)).status).toBe(403);
    }
    expect(await edge.call('GET', `${base}/desk`, wrong)).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    expect((await ask('/scenarios')).status).toBe(200);
  });
});

describe('before a drill', () => {
  test('[DE3] the scenarios come with title and sheet, and without anything else that is sealed', async () => {
    const { body } = await ask('/scenarios');
    const { scenarios, problems } = z
      .strictObject({ scenarios: z.array(deskScenarioSchema.strict()), problems: z.array(z.string()) })
      .parse(body);
    expect(problems).toEqual([]);
    expect(scenarios.map(({ scenarioId }) => scenarioId)).toEqual(edge.house.parts.library.ids());
    for (const { sheet } of scenarios) expect(sheet.questions).toHaveLength(3);
  });

  test('[DE4] without a drill there is no desk', async () => {
    expect(await ask('/desk')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test.each([
    ['an unknown scenario', { scenarioId: 'nope' }, 404, 'unknown_scenario'],
    ['no scenario', {}, 400, 'bad_message'],
    ['a field it has not', { scenarioId: 'tuesday-half-past-ten', responder: 'expert' }, 400, 'bad_message'],
  ])('[DE5] a game day with %s is refused and opens nothing', async (_name, body, status, code) => {
    expect(await post('/drills', body)).toMatchObject({ status, body: { code } });
    expect(edge.house.pool.view().state).toBe('ready');
  });

  test('[DE6] a lobby of the facilitator waits for them, and its desk is there from the start', async () => {
    const drillId = await openGameDay();
    const desk = deskSchema.strict().parse((await ask('/desk')).body);
    expect(desk).toMatchObject({ drillId, scenarioId: 'after-lunch-errors', seed: 7, title: 'The innocent deploy', players: [] });
    expect(desk.script.length).toBeGreaterThan(0);
    expect(await post('/drills', { scenarioId: 'tuesday-half-past-ten' })).toMatchObject({ status: 409, body: { code: 'drill_running' } });
    expect((await command(drillId, { type: 'begin' })).status).toBe(200);
    expect(await command(drillId, { type: 'begin' })).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
  });
});

describe('during a drill', () => {
  test('[DE7] every fault on offer is accepted with its defaults, really done, and can be taken off', async () => {
    const { faults } = z.strictObject({ faults: z.array(faultOfferSchema.strict()) }).parse((await ask('/faults')).body);
    const drillId = await goLive();
    for (const offer of faults) {
      expect({
        fault: offer.fault,
        ...(await command(drillId, { type: 'injectFault', endsAfterSeconds: null, ...defaultsOf(offer) })),
      }).toMatchObject({ status: 200 });
    }
    await edge.house.pass(1);
    const desk = deskSchema.parse((await ask('/desk')).body);
    expect(desk.faults.map(({ state }) => state)).toEqual(faults.map(() => 'applied'));
    for (const { faultId } of desk.faults) expect((await command(drillId, { type: 'endFault', faultId })).status).toBe(200);
    await edge.house.pass(1);
    expect(deskSchema.parse((await ask('/desk')).body).faults.map(({ state }) => state)).toEqual(faults.map(() => 'ended'));
  });

  test.each([
    [
      'an unknown fault',
      { type: 'injectFault', fault: 'earthquake', target: 'catalog', parameters: {}, endsAfterSeconds: null },
      404,
      'unknown_fault',
    ],
    [
      'a target the stack has not',
      { type: 'injectFault', fault: 'down', target: 'catalog->moon', parameters: {}, endsAfterSeconds: null },
      404,
      'unknown_fault',
    ],
    [
      'a parameter out of range',
      { type: 'injectFault', fault: 'hook-busy', target: 'catalog', parameters: { share: 2 }, endsAfterSeconds: null },
      400,
      'bad_parameter',
    ],
    ['a fault that is not on', { type: 'endFault', faultId: 'f1' }, 404, 'unknown_fault'],
    ['an item that is not there', { type: 'fireInject', injectId: 'x' }, 404, 'unknown_inject'],
    ['an empty message', { type: 'injectMessage', channel: 'incident', from: 'CEO', text: ' ' }, 400, 'bad_message'],
  ])('[DE8] %s is refused with a closed code', async (_name, data, status, code) => {
    expect(await command(await goLive(), data)).toMatchObject({ status, body: { ok: false, code } });
  });

  test('[DE9] notes and faults of the facilitator reach no player', async () => {
    const drillId = await goLive();
    const player = await edge.visit();
    await command(drillId, { type: 'addFacilitatorNote', text: 'SEALED note' });
    await command(drillId, {
      type: 'injectFault',
      fault: 'hook-delay',
      target: 'inventory',
      parameters: { delay: 54321 },
      endsAfterSeconds: null,
    });
    await command(drillId, { type: 'injectMessage', channel: 'incident', from: 'Head of sales', text: 'How long still?' });
    await player.hears('timeline', ({ entries }) => entries.some(({ text }) => text === 'How long still?'));
    const seen = JSON.stringify([player.messages, (await edge.call('GET', '/api/v1/drills/current')).body]);
    expect(seen).toContain('Head of sales');
    for (const sealed of ['SEALED', 'desk-1', '54321', 'Facilitator: How']) expect(seen).not.toContain(sealed);
  });

  test('[DE10] a socket with the key gets the desk as it changes', async () => {
    const drillId = await goLive();
    const desk = await edge.visit({ facilitatorKey: 'the-key' });
    await command(drillId, { type: 'addFacilitatorNote', text: 'they look at logs' });
    const { desk: heard } = await desk.hears('desk', (message) => (message.desk?.notes.length ?? 0) > 0);
    expect(heard).toMatchObject({ drillId, notes: [{ text: 'they look at logs' }] });
  });
});

describe('two facilitators at once', () => {
  test('[DE13] two desks see the same; of two equal acts at the same moment one is done and the other is told so', async () => {
    const drillId = await goLive();
    const desks = [await edge.visit({ facilitatorKey: 'the-key' }), await edge.visit({ facilitatorKey: 'the-key' })];
    const player = await edge.visit();
    const both = (data: Record<string, unknown>) => Promise.all([command(drillId, data), command(drillId, data)]);
    const answers = {
      fire: await both({ type: 'fireInject', injectId: 'f1' }),
      note: await both({ type: 'addFacilitatorNote', text: 'they look at logs' }),
      message: await both({ type: 'injectMessage', channel: 'incident', from: 'CEO', text: 'How long still?' }),
      pause: await both({ type: 'pause', reason: 'a question' }),
    };
    const codes = Object.values(answers).map((pair) => pair.map(({ body }) => body['code'] ?? 'done').sort());
    expect(codes).toEqual([
      ['done', 'unknown_inject'],
      ['already_done', 'done'],
      ['already_done', 'done'],
      ['done', 'wrong_phase'],
    ]);
    for (const desk of desks) {
      const { desk: seen } = await desk.hears('desk', (message) => message.desk?.notes.length === 1);
      expect(seen).toMatchObject({ drillId, notes: [{ text: 'they look at logs' }] });
      expect(seen?.script.find(({ injectId }) => injectId === 'f1')?.state).toBe('fired');
      await desk.hears('drill', ({ view }) => view?.phase === 'paused');
    }
    await player.hears('drill', ({ view }) => view?.phase === 'paused');
    const lines = player.messages.flatMap((message) => (message.kind === 'timeline' ? message.entries : []));
    expect(lines.filter(({ text }) => text === 'How long still?')).toHaveLength(1);
  });

  test('[DE13] one desk that goes away takes nothing from the other', async () => {
    const drillId = await goLive();
    const [first, second] = [await edge.visit({ facilitatorKey: 'the-key' }), await edge.visit({ facilitatorKey: 'the-key' })];
    await first.hears('desk');
    first.socket.disconnect();
    await command(drillId, { type: 'addFacilitatorNote', text: 'alone now' });
    await second.hears('desk', (message) => message.desk?.notes[0]?.text === 'alone now');
    expect((await command(drillId, { type: 'endAndDebrief', reason: 'time is up' })).status).toBe(200);
  });
});

describe('again with the next group', () => {
  test('[DE11] the same scenario and seed, once the drill has ended and the next shop is warm', async () => {
    const drillId = await goLive();
    expect(await post(`/drills/${drillId}/again`)).toMatchObject({ status: 409, body: { code: 'drill_running' } });
    await command(drillId, { type: 'endAndDebrief', reason: 'lunch' });
    await edge.house.pass(1);
    const next = await post(`/drills/${drillId}/again`);
    expect(next).toMatchObject({ status: 201 });
    expect(next.body['drillId']).not.toBe(drillId);
    expect((await ask('/desk')).body).toMatchObject({ drillId: next.body['drillId'], scenarioId: 'after-lunch-errors', seed: 7 });
  });

  test('[DE12] not while the next shop is being built, and not of a drill that never was', async () => {
    const drillId = await goLive();
    await command(drillId, { type: 'endAndDebrief', reason: 'lunch' });
    await edge.house.pass(1);
    expect(await post('/drills/INC-9999/again')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    await edge.house.pool.stop();
    const building = edge.house.pool.discard();
    expect(await post(`/drills/${drillId}/again`)).toMatchObject({ status: 503, body: { code: 'sandbox_not_ready' } });
    await building;
  });
});

function defaultsOf({ fault, targets, parameters }: FaultOffer): {
  fault: string;
  target: string;
  parameters: Record<string, string | number>;
} {
  return { fault, target: targets[0] ?? '', parameters: Object.fromEntries(parameters.map((spec) => [spec.name, spec.default])) };
}
