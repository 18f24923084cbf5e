/** What becomes of a drill, and of the users under its fault, when its store fails it. */
import { expect, test } from 'vitest';
import type { DrillEvent, EventType } from '../../core/drill/events.ts';
import { createMemoryDisk, createMemoryEventStore, type MemoryDisk } from '../adapters/memory-store/memory-event-store.ts';
import { type EventStore, StoreUnavailable } from '../ports/event-store.ts';
import type { RecordingStore } from '../ports/recording-store.ts';
import { closeAbandonedDrills } from './abandoned.ts';
import { openTestHouse, type TestHouse } from './test-house.fixture.ts';

const broken = { 'checkout-availability': 0.5 };

/** A store that can fail in the two ways a database does: before it has written, and after. */
function faultyStore(disk: MemoryDisk = createMemoryDisk()) {
  const memory = createMemoryEventStore(disk);
  const how = { away: false, deafTo: null as EventType | null };
  const store: EventStore & RecordingStore = {
    ...memory,
    async append(events) {
      if (how.away) throw new StoreUnavailable('gone');
      await memory.append(events);
      if (!events.some(({ type }) => type === how.deafTo)) return;
      how.deafTo = null;
      throw new StoreUnavailable('written, but the answer was lost');
    },
    async read(drillId, afterSeq) {
      if (how.away) throw new StoreUnavailable('gone');
      return memory.read(drillId, afterSeq);
    },
  };
  return { store, how };
}

async function playedUntilFault(store: EventStore & RecordingStore): Promise<{ house: TestHouse; drillId: string }> {
  const house = await openTestHouse({ store });
  const answer = await house.host.start({ scenarioId: 'after-lunch-errors', seed: 7 });
  if (!answer.ok) throw new Error(answer.message);
  for (let second = 0; second < 120 && !faultIsOn(house); second++) await house.pass(1);
  expect(faultIsOn(house)).toBe(true);
  return { house, drillId: answer.joined.drillId };
}

const faultIsOn = ({ factory }: TestHouse): boolean =>
  factory.built[0]?.standing.some(({ operation }) => operation.kind === 'flag') ?? false;

const abort = { type: 'abort', commandId: 'x', reason: 'enough' } as const;
const badCheckouts = (log: readonly DrillEvent[]): number =>
  log.reduce((sum, event) => sum + (event.type === 'sliSampled' ? (event.data.ledger['checkout-availability']?.bad ?? 0) : 0), 0);

test.each(['sliSampled', 'faultApplied', 'drillEnded'] as const)(
  '[SA1] a batch that was stored although its answer was lost (%s) is found again: the drill goes on and ends like any other',
  async (deafTo) => {
    const { store, how } = faultyStore();
    how.deafTo = deafTo;
    const { house, drillId } = await playedUntilFault(store);
    await house.pass(20, broken);
    await house.host.facilitator(drillId, abort);
    await house.pass(5);
    expect(how.deafTo).toBeNull();
    const log = await store.read(drillId);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(badCheckouts(log)).toBe(20 * 25);
    expect(log.filter(({ type }) => type === 'undoCompleted')).toHaveLength(1);
    expect(house.factory.built[0]).toMatchObject({ standing: [], stopped: true });
    expect(house.host.current()).toMatchObject({ drillId, running: false });
    expect(house.pool.view().state).toBe('ready');
  },
);

test('[SA2] when another server ends the drill, the fault is undone here too, and the sandbox goes', async () => {
  const disk = createMemoryDisk();
  const store = createMemoryEventStore(disk);
  const { house, drillId } = await playedUntilFault(store);
  // Its connection to the database was cut off, so the other one takes it for dead.
  await store.close();
  const other = createMemoryEventStore(disk);
  await closeAbandonedDrills({ store: other, clock: house.clock, log: () => {} });
  await house.pass(3, broken);
  expect(house.factory.built[0]).toMatchObject({ standing: [], stopped: true });
  expect(house.host.current()).toMatchObject({ drillId, running: false });
  expect(house.host.currentView()?.phase).toBe('debrief');
  expect(house.pool.view().state).toBe('ready');
  const next = await house.host.start({ scenarioId: 'tuesday-half-past-ten' });
  expect(next.ok).toBe(true);
});

test('[SA3] when another server writes into a running drill, it ends here, aborted, and undone', async () => {
  const disk = createMemoryDisk();
  const store = createMemoryEventStore(disk);
  const { house, drillId } = await playedUntilFault(store);
  const last = (await store.read(drillId)).at(-1);
  if (!last) throw new Error('an empty log');
  const foreign = { ...last, seq: last.seq + 1, type: 'notePosted', commandId: 'foreign', data: { text: 'mine' } } as DrillEvent;
  await createMemoryEventStore(disk).append([foreign]);
  await house.pass(3, broken);
  expect(await house.parts.records.debrief(drillId)).toMatchObject({ outcome: 'aborted', undo: { ok: true } });
  expect(house.factory.built[0]).toMatchObject({ standing: [], stopped: true });
});

test('[SA4] an abort while the store is away lets the users go at once, and is written when the store is back', async () => {
  const { store, how } = faultyStore();
  const { house, drillId } = await playedUntilFault(store);
  how.away = true;
  const ack = await house.host.facilitator(drillId, abort);
  expect(ack).toMatchObject({ ok: false, code: 'store_unavailable', detail: expect.stringContaining('undone') });
  await house.clock.advance(1);
  expect(faultIsOn(house)).toBe(false);
  await house.pass(30, broken);
  how.away = false;
  await house.pass(3);
  expect(await house.parts.records.debrief(drillId)).toMatchObject({ outcome: 'aborted', reason: 'enough', undo: { ok: true } });
  expect(await house.host.facilitator(drillId, abort)).toMatchObject({ ok: true });
  expect(house.factory.built[0]?.stopped).toBe(true);
});

test('[SA5] a store that is away for more than a minute undoes everything; the drill is invalid, since its log and its sandbox part there', async () => {
  const { store, how } = faultyStore();
  const { house, drillId } = await playedUntilFault(store);
  how.away = true;
  await house.pass(58, broken);
  expect(faultIsOn(house)).toBe(true);
  await house.pass(5, broken);
  expect(faultIsOn(house)).toBe(false);
  how.away = false;
  await house.pass(1);
  expect(faultIsOn(house)).toBe(false);
  await house.pass(3);
  expect(await house.parts.records.debrief(drillId)).toMatchObject({ outcome: 'invalid', reason: expect.stringContaining('60 s') });
});

test('[SA6] an undo that fails while the store is away is tried again', async () => {
  const { store, how } = faultyStore();
  const { house, drillId } = await playedUntilFault(store);
  const sandbox = house.factory.built[0];
  if (!sandbox) throw new Error('no sandbox');
  const reconcile = sandbox.reconcile.bind(sandbox);
  sandbox.reconcile = async () => Promise.reject(new Error('busy'));
  how.away = true;
  await house.host.facilitator(drillId, abort);
  await house.pass(2);
  expect(faultIsOn(house)).toBe(true);
  sandbox.reconcile = reconcile;
  await house.pass(2);
  expect(faultIsOn(house)).toBe(false);
});
