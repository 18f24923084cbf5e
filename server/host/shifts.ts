/** Shifts: chains of drills of one pod. What a shift is, is read from its drills; nothing else is kept of it. */
import { randomInt } from 'node:crypto';
import { refusal } from '../../core/protocol/errors.ts';
import type { Joined } from '../../core/protocol/messages.ts';
import type { ShiftList, StartShift, WatchOpened } from '../../core/protocol/shifts.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { carriedBudgets, inOrder, progressOf, type Watch } from '../../core/shift/ledger.ts';
import type { ShiftPlan } from '../../core/shift/place.ts';
import { seedOfWatch, watchPlan } from '../../core/shift/plan.ts';
import type { Shift } from '../../core/shift/view.ts';
import { watchOf } from '../../core/shift/watch.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import type { ShiftLibrary } from '../ports/shift-library.ts';
import type { Admission } from './admission.ts';
import type { DrillHost } from './drill-host.ts';
import type { Refused } from './opening.ts';
import type { PlayerIdentity } from './player-identity.ts';
import type { DrillRecords } from './records.ts';

export type WatchOpening = { ok: true; opened: WatchOpened } | Refused;

/** Who asks to go on: the facilitator, or somebody by their token. */
export interface Asker {
  identity: PlayerIdentity | null;
  isFacilitator: boolean;
}

export interface Shifts {
  list(): Promise<ShiftList>;
  /** Opens the first watch, for a facilitator's pod or with its first player in it. */
  start(request: StartShift, isFacilitator: boolean): Promise<WatchOpening>;
  /** Null for an unknown one. */
  find(shiftId: string): Promise<Shift | null>;
  /** Opens the next watch, with what the ones before have left of the error budgets. */
  goOn(shiftId: string, asker: Asker): Promise<WatchOpening>;
  /** Into the watch that runs, as who one was in an earlier one. */
  join(shiftId: string, identity: PlayerIdentity | null): Promise<Admission>;
}

export interface ShiftsParts {
  store: Pick<EventStore, 'drillsOfShift' | 'shifts' | 'readPlan' | 'read' | 'nextIncidentNumber'>;
  scenarios: Pick<ScenarioLibrary, 'compile'>;
  library: ShiftLibrary;
  host: Pick<DrillHost, 'openLobby' | 'enter' | 'current'>;
  records: Pick<DrillRecords, 'owesDiagnosis'>;
}

const maxSeed = 2 ** 31 - 1;
const listedShifts = 5;

export function createShifts({ store, scenarios, library, host, records }: ShiftsParts): Shifts {
  const reader = createReader(store);
  const planOf = (shift: Omit<Shift, 'slos' | 'budgetLine'>, index: number): Plan | Refused => {
    const scenarioId = shift.plan.watches[index]?.scenarioId ?? '';
    const plan = scenarios.compile(scenarioId, seedOfWatch(shift.plan, index));
    if (!plan) return refusal('unknown_scenario', 'a scenario of this shift is not on disk any more');
    const carried = carriedBudgets(
      shift.plan,
      shift.watches,
      plan.slos.map(({ name }) => name),
    );
    return watchPlan(plan, { shiftId: shift.shiftId, index, shift: shift.plan }, carried);
  };
  const openWatch = async (plan: Plan | Refused, enter: Entering): Promise<WatchOpening> => {
    const lobby = await host.openLobby(() => plan, { openedBy: enter.isFacilitator ? 'facilitator' : 'player' });
    if (!lobby.ok) return lobby;
    const { drillId, code } = lobby;
    const shiftId = 'ok' in plan ? '' : (plan.shift?.shiftId ?? '');
    const opened = (player: Joined | null): WatchOpening => ({ ok: true, opened: { shiftId, drillId, code, player } });
    if (enter.isFacilitator) return opened(null);
    const admission = await enter.into(drillId);
    return admission.ok ? opened(admission.joined) : admission;
  };
  return {
    list: async () => ({ shifts: library.cards(), taken: await store.shifts(listedShifts) }),
    find: (shiftId) => reader.find(shiftId),
    async start({ shift: id, seed = randomInt(maxSeed), playerName = 'Responder' }, isFacilitator) {
      const plan = library.compile(id, seed);
      if (!plan) return refusal('unknown_shift', id);
      if (host.current()?.running) return refusal('drill_running');
      const shiftId = `SHIFT-${String(await store.nextIncidentNumber()).padStart(4, '0')}`;
      const into = (drillId: string): Promise<Admission> => host.enter(drillId, { name: playerName });
      return openWatch(planOf({ shiftId, plan, watches: [] }, 0), { isFacilitator, into });
    },
    async goOn(shiftId, { identity, isFacilitator }) {
      const shift = await reader.find(shiftId);
      if (!shift) return noShift(shiftId);
      if (!isFacilitator && !isOfPod(shift, identity)) return notOfPod;
      const progress = progressOf(shift.plan, shift.watches);
      if (progress.state === 'over') return refusal('shift_over');
      if (progress.state === 'running') return refusal('wrong_phase', 'a watch of this shift is still open');
      const last = inOrder(shift.watches).at(-1);
      const owes = last && identity && !isFacilitator && (await records.owesDiagnosis(last.drillId, identity.actor.id));
      if (owes) return refusal('diagnosis_first');
      const into = (drillId: string): Promise<Admission> => enterAs(host, { drillId, shift, identity });
      return openWatch(planOf(shift, progress.next), { isFacilitator, into });
    },
    async join(shiftId, identity) {
      const shift = await reader.find(shiftId);
      if (!shift) return noShift(shiftId);
      if (!isOfPod(shift, identity)) return notOfPod;
      const open = shift.watches.find(({ ended }) => ended === null);
      return open ? enterAs(host, { drillId: open.drillId, shift, identity }) : refusal('wrong_phase', 'no watch of this shift is open');
    },
  };
}

interface Entering {
  isFacilitator: boolean;
  into: (drillId: string) => Promise<Admission>;
}

const noShift = (shiftId: string): Refused => refusal('not_found', `there is no shift ${shiftId}`);
const notOfPod = refusal('unauthorized', 'only those who were in a watch of this shift, and the facilitator, go on in it');

/** Whether they were in one of its watches. */
export function isOfPod({ watches }: Pick<Shift, 'watches'>, identity: PlayerIdentity | null): boolean {
  return watches.some(({ drillId }) => drillId === identity?.drillId);
}

interface Entrance {
  drillId: string;
  shift: Pick<Shift, 'watches'>;
  identity: PlayerIdentity | null;
}

/** The same person as before, in the same seat if it is free. */
async function enterAs(host: ShiftsParts['host'], { drillId, shift, identity }: Entrance): Promise<Admission> {
  if (!identity) return notOfPod;
  const { id: playerId, name } = identity.actor;
  const seats = inOrder(shift.watches).flatMap(({ ended }) => ended?.players.find((player) => player.playerId === playerId)?.role ?? []);
  const role = seats.at(-1);
  const admission = await host.enter(drillId, { playerId, name, ...(role === undefined ? {} : { role }) });
  const isTaken = !admission.ok && admission.code === 'seat_taken';
  return isTaken ? host.enter(drillId, { playerId, name }) : admission;
}

/** Reads a shift out of the plans and logs of its drills. What has ended does not change any more. */
function createReader(store: Pick<EventStore, 'drillsOfShift' | 'readPlan' | 'read'>) {
  const ended = new Map<string, { watch: Watch; shift: ShiftPlan; plan: Pick<Plan, 'slos' | 'releasePolicy'> }>();
  const read = async (drillId: string) => {
    const known = ended.get(drillId);
    if (known) return known;
    const plan = await store.readPlan(drillId);
    const found = plan && watchOf(plan, await store.read(drillId));
    if (!plan || !found) return null;
    const { place, ...watch } = found;
    const fresh = {
      watch,
      shift: place.shift,
      plan: { slos: plan.slos, releasePolicy: plan.releasePolicy } as Pick<Plan, 'slos' | 'releasePolicy'>,
    };
    if (watch.ended) ended.set(drillId, fresh);
    return fresh;
  };
  return {
    async find(shiftId: string): Promise<Shift | null> {
      const drills = (await Promise.all((await store.drillsOfShift(shiftId)).map(read))).flatMap((drill) => drill ?? []);
      const [first] = drills;
      if (!first) return null;
      const { slos, releasePolicy } = first.plan;
      const watches = drills.map(({ watch }) => watch);
      return { shiftId, plan: first.shift, watches, slos, budgetLine: releasePolicy?.budgetLine ?? null };
    },
  };
}
