import { expect, test } from 'vitest';
import { createMemoryDisk, createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { type EventStore, StoreUnavailable } from '../ports/event-store.ts';
import type { RecordingStore } from '../ports/recording-store.ts';
import { closeAbandonedDrills } from './abandoned.ts';
import { openTestHouse, type TestHouse } from './test-house.fixture.ts';

const broken = { 'checkout-availability': 0.5 };

async function startDrill(house: TestHouse, more: { scenarioId?: string; responder?: string } = {}): Promise<string> {
  const answer = await house.host.start({ scenarioId: 'after-lunch-errors', seed: 7, ...more });
  if (!answer.ok) throw new Error(answer.message);
  return answer.joined.drillId;
}

/** To the second in which the fault stands. */
async function untilFault(house: TestHouse): Promise<void> {
  for (let second = 0; second < 120; second++) {
    await house.pass(1);
    if (house.factory.built.at(-1)?.standing.some(({ operation }) => operation.kind === 'flag')) return;
  }
  throw new Error('no fault within 120 s');
}

test('[DH1] a drill runs from baseline to a resolve that holds, played by the scripted expert', async () => {
  const house = await openTestHouse();
  const drillId = await startDrill(house, { responder: 'expert' });
  await untilFault(house);
  const sandbox = house.factory.built.at(-1);
  const healed = () =>
    sandbox?.standing.at(-1)?.id !== undefined && (sandbox?.standing.filter(({ operation }) => operation.kind === 'flag').length ?? 0) > 1;
  for (let second = 0; second < 120 && !healed(); second++) await house.pass(1, broken);
  expect(healed()).toBe(true);
  await house.pass(120);
  const debrief = await house.parts.records.debrief(drillId);
  expect(debrief).toMatchObject({ outcome: 'recovered', undo: { ok: true, remaining: [] }, falseResolves: 0 });
  expect(debrief).toMatchObject({ diagnoses: [{ component: 'bundle-pricing', hops: 0 }] });
  expect(await house.parts.records.markdown(drillId)).toHaveProperty('markdown');
});

test('[DH2] when a drill ends its sandbox is undone, discarded, and a new one is built', async () => {
  const house = await openTestHouse();
  const drillId = await startDrill(house);
  await untilFault(house);
  const used = house.factory.built[0];
  await house.host.facilitator(drillId, { type: 'abort', commandId: 'x', reason: 'enough' });
  await house.clock.advance(1000);
  expect(used).toMatchObject({ standing: [], stopped: true });
  expect(house.factory.built).toHaveLength(2);
  expect(house.pool.view().state).toBe('ready');
});

test('[DH3] append comes before effects: a store that refuses lets nothing happen in the sandbox', async () => {
  const memory = createMemoryEventStore();
  let away = false;
  const store: EventStore & RecordingStore = {
    ...memory,
    append: async (events) => {
      if (away) throw new StoreUnavailable('gone');
      await memory.append(events);
    },
  };
  const house = await openTestHouse({ store });
  const drillId = await startDrill(house);
  await untilFault(house);
  const identity = { drillId, actor: { kind: 'player' as const, id: 'p', name: 'Ana' } };
  const before = house.factory.built[0]?.standing.length;
  away = true;
  const ack = await house.host.player(identity, {
    type: 'runControl',
    commandId: 'c1',
    control: 'payments.defer',
    target: 'orders',
    parameters: {},
  });
  expect(ack).toMatchObject({ ok: false, code: 'store_unavailable' });
  const frozen = house.host.currentView()?.gameMs;
  await house.pass(30, broken);
  expect(house.factory.built[0]?.standing).toHaveLength(before ?? -1);
  expect(house.host.currentView()?.gameMs).toBe(frozen);
  away = false;
  await house.pass(3, broken);
  const samples = (await store.read(drillId)).filter(({ type }) => type === 'sliSampled');
  const bad = samples.reduce(
    (sum, event) => sum + ((event.data as { ledger: Record<string, { bad: number }> }).ledger['checkout-availability']?.bad ?? 0),
    0,
  );
  expect(bad).toBe(33 * 25);
});

test('[DH4] only one drill at a time in one sandbox, however many ask at once', async () => {
  const house = await openTestHouse();
  const answers = await Promise.all([1, 2, 3].map(() => house.host.start({ scenarioId: 'tuesday-half-past-ten' })));
  expect(answers.map((answer) => (answer.ok ? 'started' : answer.code)).sort()).toEqual(['drill_running', 'drill_running', 'started']);
});

test('[DH5] a sandbox that breaks makes the drill invalid, with the reason', async () => {
  const house = await openTestHouse();
  const drillId = await startDrill(house);
  await untilFault(house);
  house.factory.built[0]?.fail('kafka died');
  await house.clock.advance(10_000);
  expect(await house.parts.records.debrief(drillId)).toMatchObject({ outcome: 'invalid', reason: expect.stringContaining('kafka died') });
});

test('[DH6] a drill that a killed server left open is closed by the next one, with debrief and post-mortem', async () => {
  const disk = createMemoryDisk();
  const [store, nextStore] = [createMemoryEventStore(disk), createMemoryEventStore(disk)];
  const house = await openTestHouse({ store });
  const drillId = await startDrill(house);
  await untilFault(house);
  await store.close();
  const next = await openTestHouse({ store: nextStore });
  await closeAbandonedDrills({ store: nextStore, clock: next.clock, log: () => {} });
  expect(await next.parts.records.debrief(drillId)).toMatchObject({ outcome: 'aborted', undo: { ok: true } });
});

test('[DH10] a drill whose undo was cut short by the death of its server is closed too', async () => {
  const disk = createMemoryDisk();
  const store = createMemoryEventStore(disk);
  const cut: EventStore & RecordingStore = {
    ...store,
    append: async (events) => {
      if (events.some(({ type }) => type === 'undoCompleted')) throw new StoreUnavailable('gone');
      await store.append(events);
    },
  };
  const house = await openTestHouse({ store: cut });
  const drillId = await startDrill(house);
  await untilFault(house);
  await house.host.facilitator(drillId, { type: 'abort', commandId: 'x', reason: 'enough' });
  await house.clock.advance(3000);
  expect((await store.read(drillId)).some(({ type }) => type === 'undoCompleted')).toBe(false);
  await store.close();
  const nextStore = createMemoryEventStore(disk);
  const next = await openTestHouse({ store: nextStore });
  await closeAbandonedDrills({ store: nextStore, clock: next.clock, log: () => {} });
  expect(await next.parts.records.debrief(drillId)).toMatchObject({ outcome: 'aborted', reason: 'enough', undo: { ok: true } });
});

test('[DH7] pause stops the game clock and the script; users keep coming and their samples are tagged', async () => {
  const house = await openTestHouse();
  const drillId = await startDrill(house);
  await untilFault(house);
  await house.host.facilitator(drillId, { type: 'pause', commandId: 'p1', reason: 'fire alarm' });
  const held = house.host.currentView()?.gameMs;
  await house.pass(20, broken);
  expect(house.host.currentView()).toMatchObject({ phase: 'paused', gameMs: held });
  const samples = (await house.store.read(drillId)).filter(
    ({ type, data }) => type === 'sliSampled' && (data as { paused: boolean }).paused,
  );
  expect(samples.length).toBeGreaterThanOrEqual(19);
  await house.host.facilitator(drillId, { type: 'resume', commandId: 'p2' });
  await house.pass(2);
  expect(house.host.currentView()?.gameMs).toBe((held ?? 0) + 2000);
});

test('[DH8] a command sent twice is acknowledged twice and written once', async () => {
  const house = await openTestHouse();
  const drillId = await startDrill(house);
  const identity = { drillId, actor: { kind: 'player' as const, id: 'p', name: 'Ana' } };
  const note = { type: 'postNote' as const, commandId: 'same', text: 'looking' };
  const acks = [await house.host.player(identity, note), await house.host.player(identity, note)];
  expect(acks.every(({ ok }) => ok)).toBe(true);
  expect((await house.store.read(drillId)).filter(({ type }) => type === 'notePosted')).toHaveLength(1);
});

test('[DH9] tickets come from requests that really failed, and not more than one in 20 s', async () => {
  const house = await openTestHouse();
  const drillId = await startDrill(house);
  await untilFault(house);
  await house.pass(30, broken);
  const tickets = (await house.store.read(drillId)).filter(({ data }) => (data as { traceId?: string }).traceId === 'a'.repeat(32));
  expect(tickets.length).toBe(2);
});

const halfAnHourMs = 30 * 60_000;

async function openLobby(house: TestHouse): Promise<{ drillId: string; code: string; token: string }> {
  const answer = await house.host.start({ scenarioId: 'after-lunch-errors', seed: 7, playerName: 'Ana', lobby: true });
  if (!answer.ok) throw new Error(answer.message);
  const { drillId, playerToken } = answer.joined;
  return { drillId, token: playerToken, code: house.host.currentView()?.code ?? '' };
}

test('[LO1] a lobby waits for its players; it is joined by its code, however that is typed, and begun by one of them', async () => {
  const house = await openTestHouse();
  const { drillId, code, token } = await openLobby(house);
  expect(code).toMatch(/^[A-HJKMNP-Z2-9]{6}$/);
  await house.pass(60);
  expect(house.host.currentView()).toMatchObject({ phase: 'lobby', gameMs: 0, openedBy: 'player' });
  const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `;
  expect(await house.host.joinByCode(typed, { name: 'Ben', role: 'commander' })).toMatchObject({ ok: true, joined: { drillId } });
  expect(await house.host.joinByCode('QQQQQQ', { name: 'Eve' })).toMatchObject({ ok: false, code: 'unknown_code' });
  const ana = house.host.identify(token);
  if (!ana) throw new Error('the opener is nobody');
  expect(await house.host.player(ana, { type: 'begin', commandId: 'b' })).toMatchObject({ ok: true });
  await house.pass(40);
  expect(house.host.currentView()).toMatchObject({ phase: 'live', players: [{ name: 'Ana' }, { name: 'Ben', role: 'commander' }] });
});

test('[LO2] a game day is opened by the facilitator and begun by nobody else', async () => {
  const house = await openTestHouse();
  const opened = await house.host.openGameDay({ scenarioId: 'after-lunch-errors', seed: 7 });
  if (!opened.ok) throw new Error(opened.message);
  const admission = await house.host.joinByCode(opened.code, { name: 'Ana' });
  const ana = admission.ok && house.host.identify(admission.joined.playerToken);
  if (!ana) throw new Error('nobody came in');
  expect(await house.host.player(ana, { type: 'begin', commandId: 'b' })).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await house.host.facilitator(opened.drillId, { type: 'begin', commandId: 'b' })).toMatchObject({ ok: true });
  expect(house.host.currentView()?.phase).toBe('baseline');
});

test('[LO3] a lobby that nobody is in for half an hour ends aborted and gives its sandbox back', async () => {
  const house = await openTestHouse();
  const { drillId } = await openLobby(house);
  house.host.present(['p-1'], false);
  await house.clock.advance(2 * halfAnHourMs);
  expect(house.host.currentView()?.phase).toBe('lobby');
  house.host.present([], false);
  await house.clock.advance(halfAnHourMs - 1000);
  expect(house.host.currentView()?.phase).toBe('lobby');
  await house.clock.advance(3000);
  expect(await house.parts.records.log(drillId)).toContainEqual(
    expect.objectContaining({ type: 'drillEnded', data: { outcome: 'aborted', reason: 'Nobody was in the lobby for 30 minutes.' } }),
  );
  expect(house.pool.view().state).toBe('ready');
  expect(house.factory.built).toHaveLength(2);
});

test('[LO4] what began is not closed for want of company', async () => {
  const house = await openTestHouse();
  const { drillId } = await openLobby(house);
  await house.host.facilitator(drillId, { type: 'begin', commandId: 'b' });
  house.host.present([], false);
  await house.pass(30);
  await house.host.facilitator(drillId, { type: 'pause', commandId: 'p', reason: 'lunch' });
  await house.clock.advance(2 * halfAnHourMs);
  expect(house.host.currentView()).toMatchObject({ phase: 'paused' });
});

test('[LO5] a lobby can be ended by the facilitator', async () => {
  const house = await openTestHouse();
  const { drillId } = await openLobby(house);
  expect(await house.host.facilitator(drillId, { type: 'abort', commandId: 'x', reason: 'no time' })).toMatchObject({ ok: true });
  await house.clock.advance(1000);
  expect(house.pool.view().state).toBe('ready');
  expect(await house.host.start({ scenarioId: 'tuesday-half-past-ten' })).toMatchObject({ ok: true });
});

test('[LO6] a drill that could not be opened leaves room for the next', async () => {
  const memory = createMemoryEventStore();
  let away = true;
  const store: EventStore & RecordingStore = {
    ...memory,
    append: async (events) => {
      if (away) throw new StoreUnavailable('gone');
      await memory.append(events);
    },
  };
  const house = await openTestHouse({ store });
  expect(await house.host.start({ scenarioId: 'tuesday-half-past-ten' })).toMatchObject({ ok: false, code: 'store_unavailable' });
  away = false;
  expect(await house.host.start({ scenarioId: 'tuesday-half-past-ten' })).toMatchObject({ ok: true });
});

test('[PR1] a practice drill starts on the steady state that the warm sandbox has shown, and hurts soon', async () => {
  const house = await openTestHouse();
  await house.pass(60);
  const answer = await house.host.start({ scenarioId: 'after-lunch-errors', seed: 7, practice: true });
  expect(answer.ok).toBe(true);
  expect(house.host.currentView()).toMatchObject({ phase: 'live', practice: true, liveAtMs: 0 });
  await house.pass(6);
  expect(house.factory.built[0]?.standing.some(({ operation }) => operation.kind === 'flag')).toBe(true);
});

test('[PR2] without a steady state behind it a practice drill proves one first', async () => {
  const house = await openTestHouse();
  await house.pass(60, broken);
  await house.host.start({ scenarioId: 'after-lunch-errors', seed: 7, practice: true });
  expect(house.host.currentView()?.phase).toBe('baseline');
  await house.pass(30);
  expect(house.host.currentView()?.phase).toBe('live');
});

test('[PR2] a practice drill with other users than the warm sandbox had proves its steady state with them', async () => {
  const house = await openTestHouse();
  await house.pass(60);
  await house.host.start({ scenarioId: 'eve-of-the-fair', seed: 7, practice: true });
  expect(house.host.currentView()?.phase).toBe('baseline');
  await house.pass(20);
  expect(house.host.currentView()?.phase).toBe('live');
});

test('[PR3] practice without a choice draws one of the tutorial in which something is felt', async () => {
  const house = await openTestHouse();
  const answer = await house.host.start({ practice: true });
  if (!answer.ok) throw new Error(answer.message);
  expect(await house.store.readPlan(answer.joined.drillId)).toMatchObject({ tutorial: true, expect: { witness: 'felt' } });
});

test('[ID1] a restarted server knows the players of before; they act in no other drill', async () => {
  const store = createMemoryEventStore();
  const house = await openTestHouse({ store });
  const { drillId, token } = await openLobby(house);
  const next = await openTestHouse({ store });
  const ana = next.host.identify(token);
  expect(ana).toMatchObject({ drillId, actor: { kind: 'player', name: 'Ana' } });
  await startDrill(next);
  if (!ana) throw new Error('forgotten');
  expect(await next.host.player(ana, { type: 'postNote', commandId: 'n', text: 'hi' })).toMatchObject({ ok: false, code: 'wrong_phase' });
});

test('[ID2] the token carries the name that the drill gave', async () => {
  const house = await openTestHouse();
  await openLobby(house);
  const answer = await house.host.joinByCode(house.host.currentView()?.code ?? '', { name: 'ana' });
  expect(answer.ok && house.host.identify(answer.joined.playerToken)?.actor.name).toBe('ana (2)');
});

test('[GM1] the game time of a telemetry second counts back from now, stands while paused, and is null without a clock', async () => {
  const house = await openTestHouse();
  const second = () => Math.floor(house.clock.wallMs() / 1000);
  expect(house.host.gameMsOf(second())).toBeNull();
  const { drillId } = await openLobby(house);
  expect(house.host.gameMsOf(second())).toBeNull();
  await house.host.facilitator(drillId, { type: 'begin', commandId: 'b' });
  await house.pass(40);
  expect(house.host.gameMsOf(second() - 1)).toBe(40_000);
  expect(house.host.gameMsOf(second() - 3)).toBe(38_000);
  expect(house.host.gameMsOf(second() - 60)).toBeNull();
  await house.host.facilitator(drillId, { type: 'pause', commandId: 'p', reason: 'lunch' });
  await house.pass(10);
  expect(house.host.gameMsOf(second() - 1)).toBe(40_000);
});

test('[DH11] a game day that is refused leaves the running drill and its scripted responder alone', async () => {
  const house = await openTestHouse();
  const drillId = await startDrill(house, { responder: 'expert' });
  expect(await house.host.openGameDay({ scenarioId: 'tuesday-half-past-ten' })).toMatchObject({ ok: false, code: 'drill_running' });
  await untilFault(house);
  await house.pass(60, broken);
  const acts = (await house.store.read(drillId)).filter(({ actor }) => actor.kind === 'responder');
  expect(acts.length).toBeGreaterThan(0);
});
