import { expect, test } from 'vitest';
import { createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { type EventStore, StoreUnavailable } from '../ports/event-store.ts';
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
  expect(await house.parts.records.postmortem(drillId)).toHaveProperty('markdown');
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
  const store: EventStore = {
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
  const answers = await Promise.all([1, 2, 3].map(() => house.host.start({ scenarioId: 'quiet-shift' })));
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
  const store = createMemoryEventStore();
  const house = await openTestHouse({ store });
  const drillId = await startDrill(house);
  await untilFault(house);
  const next = await openTestHouse({ store });
  await closeAbandonedDrills({ store, clock: next.clock, log: () => {} });
  expect(await next.parts.records.debrief(drillId)).toMatchObject({ outcome: 'aborted', undo: { ok: true } });
});

test('[DH10] a drill whose undo was cut short by the death of its server is closed too', async () => {
  const store = createMemoryEventStore();
  const cut: EventStore = {
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
  const next = await openTestHouse({ store });
  await closeAbandonedDrills({ store, clock: next.clock, log: () => {} });
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
