/** A whole shift over HTTP: two drills of one pod, and the error budget that the first one leaves to the second. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Joined } from '../core/protocol/messages.ts';
import { type ShiftView, shiftListSchema, shiftViewSchema, type WatchOpened, watchOpenedSchema } from '../core/protocol/shifts.ts';
import { openTestHouse, type TestHouse } from './host/test-house.fixture.ts';
import type { ShiftLibrary } from './ports/shift-library.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

const shifts: ShiftLibrary = {
  cards: () => [{ id: 'a-day', title: 'A day', briefing: 'You are on call.', minutes: 16 }],
  problems: () => [],
  compile: (id, seed) =>
    id === 'a-day'
      ? {
          ...{ id, seed, title: 'A day', briefing: 'You are on call.', openingBudgets: { 'checkout-availability': 0.3 } },
          watches: ['after-lunch-errors', 'tuesday-half-past-ten'].map((scenarioId) => ({ scenarioId, timeboxMs: 480_000 })),
        }
      : null,
};
const broken = { 'checkout-availability': 0.5 };
/** 60 s in which half of 50 checkouts a second failed, of 1 % of what comes in 12 h. */
const burnt = (60 * 25) / (0.01 * 50 * 43_200);

let edge: TestApp;
beforeEach(async () => {
  edge = await openTestApp({}, { shifts });
  // Reading all scenarios is the longest of it.
}, 60_000);
afterEach(() => edge.close());

const as = (player: Joined | null) => ({ authorization: `Bearer ${player?.playerToken ?? ''}` });
let acts = 0;
const act = (player: Joined | null, command: Record<string, unknown>) =>
  edge.call('POST', `/api/v1/drills/${player?.drillId}/commands`, { headers: as(player), body: { commandId: `${++acts}`, ...command } });
const look = async (shiftId: string, headers = {}): Promise<ShiftView> =>
  shiftViewSchema.parse((await edge.call('GET', `/api/v1/shifts/${shiftId}`, { headers })).body);
const next = (shiftId: string, headers = {}) => edge.call('POST', `/api/v1/shifts/${shiftId}/next`, { headers, body: {} });
const skip = (player: Joined | null) =>
  edge.call('POST', `/api/v1/drills/${player?.drillId}/record`, {
    headers: as(player),
    body: { type: 'skipDiagnosis', commandId: `${++acts}` },
  });

async function take(headers = {}): Promise<WatchOpened> {
  const answer = await edge.call('POST', '/api/v1/shifts', { headers, body: { shift: 'a-day', seed: 7, playerName: 'Ana' } });
  expect(answer.status).toBe(201);
  return watchOpenedSchema.parse(answer.body);
}

/** Begun by its first player, and live. */
async function begin(player: Joined | null): Promise<void> {
  expect(await act(player, { type: 'begin' })).toMatchObject({ status: 200 });
  for (let second = 0; second < 40 && edge.house.host.currentView()?.phase !== 'live'; second++) await edge.house.pass(1);
}

async function untilFault(house: TestHouse): Promise<void> {
  const stands = () => house.factory.built.at(-1)?.standing.some(({ operation }) => operation.kind === 'flag');
  for (let second = 0; second < 120 && !stands(); second++) await house.pass(1);
  expect(stands()).toBe(true);
}

/** Ended by the facilitator, undone, and a fresh sandbox is there. */
async function end({ host, clock, pool }: TestHouse = edge.house): Promise<void> {
  const { drillId } = host.current() ?? { drillId: '' };
  await host.facilitator(drillId, { type: 'endAndDebrief', commandId: `${++acts}`, reason: 'enough' });
  await clock.advance(1000);
  expect(pool.view().state).toBe('ready');
}

async function burnFirstWatch(player: Joined | null): Promise<void> {
  await begin(player);
  await untilFault(edge.house);
  await edge.house.pass(60, broken);
  await end();
}

test('[SH6] a budget burnt in the first watch refuses an approval in the second, and an exception lets it go', async () => {
  const { shiftId, player, drillId } = await take();
  expect([shiftId, drillId]).toEqual(['SHIFT-0001', 'INC-0002']);
  await act(player, { type: 'takeSeat', role: 'commander' });
  await burnFirstWatch(player);

  expect(await look(shiftId, as(player))).toMatchObject({ state: 'between', mayGoOn: true, watches: [{ title: null, outcome: 'lost' }] });
  expect(await next(shiftId, as(player))).toMatchObject({ status: 409, body: { code: 'diagnosis_first' } });
  expect(await skip(player)).toMatchObject({ status: 200 });
  const between = await look(shiftId, as(player));
  const row = between.budgets.find(({ slo }) => slo === 'checkout-availability');
  expect(row).toMatchObject({ openedAt: 0.3, charged: [expect.closeTo(burnt, 9)], left: expect.closeTo(0.3 - burnt, 9) });
  expect(between).toMatchObject({ budgetLine: 0.25, watches: [{ title: 'The innocent deploy' }], report: null });

  const answer = await next(shiftId, as(player));
  expect(answer.status).toBe(201);
  const second = watchOpenedSchema.parse(answer.body);
  expect(second).toMatchObject({ shiftId, drillId: 'INC-0003', player: { playerId: player?.playerId } });
  expect(edge.house.host.currentView()?.players).toMatchObject([{ name: 'Ana', role: 'commander' }]);
  await begin(second.player);
  await edge.house.pass(45);
  const approve = { type: 'decideRequest', requestId: 'request-1', verdict: 'approve' };
  expect(await act(second.player, approve)).toMatchObject({ status: 409, body: { code: 'budget_spent' } });
  const reason = 'Nothing reads the column before next week';
  expect(await act(second.player, { type: 'recordException', reason })).toMatchObject({ status: 200 });
  expect(await act(second.player, approve)).toMatchObject({ status: 200 });
  await edge.house.pass(2);
  const standing = edge.house.factory.built.at(-1)?.standing.map(({ operation }) => operation) ?? [];
  expect(standing).toContainEqual({ kind: 'disturbance', disturbance: { type: 'migration', migration: 'order-notes' } });

  await end();
  await skip(second.player);
  expect(await look(shiftId, as(second.player))).toMatchObject({
    state: 'over',
    watches: [{ exceptions: [] }, { exceptions: [{ by: 'Ana', reason }] }],
    report: { watches: 2, exceptions: 1, requests: { asked: 3 }, belowLine: ['checkout-availability'] },
  });
  expect(await next(shiftId, as(second.player))).toMatchObject({ status: 409, body: { code: 'shift_over' } });
});

test('[SH10] the pod goes on as the same people in their seats; others are not let in', async () => {
  const { shiftId, player, code } = await take();
  const ben = (await edge.call('POST', `/api/v1/join/${code}`, { body: { name: 'Ben', role: 'scribe' } })).body as unknown as Joined;
  const join = (headers: Record<string, string>) => edge.call('POST', `/api/v1/shifts/${shiftId}/join`, { headers, body: {} });
  await burnFirstWatch(player);
  expect(await join(as(ben))).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
  await skip(player);
  const answer = await next(shiftId, as(player));
  const again = await join(as(ben));
  expect(again).toMatchObject({ status: 201, body: { drillId: 'INC-0003', playerId: ben.playerId } });
  // Once more, from another window: nobody is there twice.
  expect(await join(as(ben))).toMatchObject({ status: 201, body: { playerId: ben.playerId } });
  expect(edge.house.host.currentView()?.players.map(({ name, role }) => [name, role])).toEqual([
    ['Ana', null],
    ['Ben', 'scribe'],
  ]);
  expect(await act(again.body as unknown as Joined, { type: 'setReady', ready: true })).toMatchObject({ status: 200 });

  const stranger = { authorization: 'Bearer nobody' };
  expect(await join(stranger)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect(await next(shiftId, stranger)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect(await next(shiftId, as(answer.body['player'] as Joined))).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
  expect(await look(shiftId)).toMatchObject({ state: 'running', mayGoOn: false });
});

test('[SH10] a facilitator opens each watch for the pod, and begins it', async () => {
  const { shiftId, player, code } = await take(facilitatorKey);
  expect(player).toBeNull();
  const ana = (await edge.call('POST', `/api/v1/join/${code}`, { body: { name: 'Ana' } })).body as unknown as Joined;
  expect(await act(ana, { type: 'begin' })).toMatchObject({ status: 403 });
  await end();
  expect(await next(shiftId, facilitatorKey)).toMatchObject({ status: 201, body: { player: null } });
  expect(edge.house.host.currentView()).toMatchObject({ openedBy: 'facilitator', phase: 'lobby', shiftId });
});

test('[SH11] a shift is what its drills say: another server on the same store goes on where it stood', async () => {
  const { shiftId, player } = await take();
  await burnFirstWatch(player);
  await skip(player);
  const before = await look(shiftId, as(player));
  const other = await openTestHouse({ store: edge.house.store, shifts: { ...shifts, compile: () => null } });
  const shift = await other.parts.shifts.find(shiftId);
  expect(shift?.watches).toHaveLength(1);
  expect(await other.parts.shifts.list()).toMatchObject({ taken: [{ shiftId, title: 'A day' }] });
  const opening = await other.parts.shifts.goOn(shiftId, {
    identity: other.host.identify(player?.playerToken ?? ''),
    isFacilitator: false,
  });
  const opened = opening.ok ? opening.opened.drillId : opening.code;
  const slo = (await other.store.readPlan(opened))?.slos.find(({ name }) => name === 'checkout-availability');
  expect(slo?.openingBudget).toBe(before.budgets.find((row) => row.slo === 'checkout-availability')?.left);
});

test('[SH8] which scenario a watch was is told to its players with its truth, also in their own record', async () => {
  const { player } = await take();
  await burnFirstWatch(player);
  const record = async () => (await edge.call('POST', '/api/v1/own-record', { body: { playerTokens: [player?.playerToken] } })).body;
  expect(await record()).toMatchObject({ drills: [{ scenarioId: '', name: 'A watch of a shift', told: null }] });
  await skip(player);
  expect(await record()).toMatchObject({ drills: [{ scenarioId: 'after-lunch-errors', name: 'After lunch errors' }] });
});

describe('what is refused', () => {
  test.each([
    ['no shift named', {}, 400, 'bad_message'],
    ['an unknown field', { shift: 'a-day', scenarioId: 'tuesday-half-past-ten' }, 400, 'bad_message'],
    ['a seed that is none', { shift: 'a-day', seed: -1 }, 400, 'bad_message'],
    ['an unknown shift', { shift: 'a-night' }, 404, 'unknown_shift'],
  ])('[SH12] %s', async (_name, body, status, code) => {
    expect(await edge.call('POST', '/api/v1/shifts', { body })).toMatchObject({
      status,
      body: { code, message: expect.stringMatching(/./) },
    });
    expect(edge.house.host.current()).toBeNull();
  });

  test('[SH12] a shift while a drill runs, and one that nobody has taken', async () => {
    await edge.start();
    expect(await edge.call('POST', '/api/v1/shifts', { body: { shift: 'a-day' } })).toMatchObject({
      status: 409,
      body: { code: 'drill_running' },
    });
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/next'],
      ['POST', '/join'],
    ] as const)
      expect(await edge.call(method, `/api/v1/shifts/SHIFT-9999${path}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

test('[SH7] before it is taken a shift tells its title, its briefing and its length; afterwards who took it finds it again', async () => {
  const list = async () => shiftListSchema.parse((await edge.call('GET', '/api/v1/shifts')).body);
  expect(await list()).toEqual({ shifts: shifts.cards(), taken: [] });
  const { shiftId, player } = await take();
  expect((await list()).taken).toMatchObject([{ shiftId, title: 'A day' }]);
  await burnFirstWatch(player);
  const seen = JSON.stringify([await list(), await look(shiftId), edge.house.host.currentView()]);
  expect(seen).not.toMatch(/tuesday-half-past-ten|Nothing is wrong/);
});
