/** The drill host: the only loop. It owns the live drill, feeds it time and samples, and answers for ended ones from the store. */
import { randomBytes, randomInt } from 'node:crypto';
import { debriefOf } from '../../core/drill/debrief.ts';
import type { Actor, DrillEvent } from '../../core/drill/events.ts';
import type { DrillState } from '../../core/drill/state.ts';
import { viewOf } from '../../core/drill/view.ts';
import { buildPostmortem } from '../../core/postmortem/build.ts';
import { renderMarkdown } from '../../core/postmortem/markdown.ts';
import { type Ack, type ErrorCode, refusal } from '../../core/protocol/errors.ts';
import type { Debrief, DrillView, FacilitatorCommand, Joined, PlayerCommand, StartDrill } from '../../core/protocol/messages.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { DrillSummary, EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import { closeAbandonedDrills } from './abandoned.ts';
import { createLiveDrill, type LiveDrill, systemActor } from './live-drill.ts';
import { createResponder, type Responder } from './responder.ts';
import { createSampleSum } from './sample-sum.ts';
import type { SandboxPool } from './sandbox-pool.ts';
import { createTicketDesk } from './tickets.ts';

export interface DrillHostParts {
  store: EventStore;
  clock: Clock;
  pool: SandboxPool;
  library: ScenarioLibrary;
  log: (line: string) => void;
  /** Something in the live drill changed. */
  onChange: () => void;
}

export interface PlayerIdentity {
  drillId: string;
  actor: Actor;
}

export interface DrillHost {
  /** Ends drills that a former server left open. */
  recover(): Promise<void>;
  start(request: StartDrill): Promise<{ ok: true; joined: Joined } | Extract<Ack, { ok: false }>>;
  join(drillId: string, name: string): Promise<{ ok: true; joined: Joined } | Extract<Ack, { ok: false }>>;
  identify(token: string): PlayerIdentity | null;
  player(identity: PlayerIdentity, command: PlayerCommand): Promise<Ack>;
  facilitator(drillId: string, command: FacilitatorCommand): Promise<Ack>;
  /** View of the live or last drill; null when there was none. */
  currentView(): DrillView | null;
  debrief(drillId: string): Promise<Debrief | ErrorCode>;
  postmortem(drillId: string): Promise<{ markdown: string } | { code: ErrorCode }>;
  log(drillId: string): Promise<DrillEvent[]>;
  list(): Promise<DrillSummary[]>;
  addLedger(second: LedgerSecond): void;
  addTelemetry(second: TelemetrySecond): void;
  sandboxFailed(message: string): void;
  /** Undoes and ends whatever runs. */
  stop(): Promise<void>;
}

const sampleEveryMs = 1000;
const facilitatorActor: Actor = { kind: 'facilitator', id: 'facilitator', name: 'Facilitator' };

export function createDrillHost(parts: DrillHostParts): DrillHost {
  const { store, clock, pool, library } = parts;
  const tokens = new Map<string, PlayerIdentity>();
  const sum = createSampleSum();
  let tickets = createTicketDesk();
  let live: LiveDrill | null = null;
  let responder: Responder | null = null;
  let cancelTick = (): void => {};
  let starting = false;

  const tick = async (): Promise<void> => {
    const drill = live;
    if (!drill || isOver(drill.state())) return;
    const sample = sum.take(Math.floor(drill.gameMs() / sampleEveryMs));
    const ack = await drill.submit('recordSample', sample);
    if (!ack.ok) sum.putBack(sample);
    await responder?.act();
    if (live === drill) scheduleTick();
  };

  const scheduleTick = (): void => {
    cancelTick = clock.after(sampleEveryMs - (clock.monotonicMs() % sampleEveryMs), () => void tick());
  };

  const onStored = (events: readonly DrillEvent[]): void => {
    parts.onChange();
    if (events.some(({ type }) => type === 'undoCompleted')) void finish();
  };

  /** The drill is over and undone: its sandbox is discarded. The view stays for those who watch. */
  const finish = async (): Promise<void> => {
    cancelTick();
    live?.dispose();
    await pool.discard();
  };

  const admit = async (drill: LiveDrill, name: string): Promise<Joined> => {
    const playerId = `p-${randomBytes(4).toString('hex')}`;
    const playerToken = randomBytes(18).toString('base64url');
    const actor: Actor = { kind: 'player', id: playerId, name };
    tokens.set(playerToken, { drillId: drill.drillId, actor });
    await drill.submit('join', { playerId, name }, { actor });
    return { drillId: drill.drillId, playerId, playerToken };
  };

  const begin = async (plan: Plan, request: StartDrill): Promise<{ ok: true; joined: Joined } | Extract<Ack, { ok: false }>> => {
    const drillId = `INC-${String(await store.nextIncidentNumber()).padStart(4, '0')}`;
    await store.savePlan(drillId, plan);
    const sandbox = pool.take();
    if (!sandbox) return refusal('sandbox_not_ready');
    sum.take(0);
    tickets = createTicketDesk();
    live = createLiveDrill({ drillId, plan, sandbox, store, clock, onStored, log: parts.log });
    const opened = await live.submit('open', { plan });
    const started = opened.ok ? await live.submit('start', {}) : opened;
    if (!started.ok) {
      await finish();
      return started;
    }
    const joined = await admit(live, request.playerName ?? 'Responder');
    const steps = request.responder === undefined ? undefined : plan.responders[request.responder];
    responder = steps ? createResponder(live, steps) : null;
    scheduleTick();
    return { ok: true, joined };
  };

  const ended = async (drillId: string): Promise<{ plan: Plan; events: DrillEvent[] } | ErrorCode> => {
    const plan = await store.readPlan(drillId);
    if (!plan) return 'not_found';
    const events = await store.read(drillId);
    return events.some(({ type }) => type === 'drillEnded') ? { plan, events } : 'wrong_phase';
  };

  return {
    recover: () => closeAbandonedDrills({ store, clock, log: parts.log }),
    async start(request) {
      if (starting || (live && !isOver(live.state()))) return refusal('drill_running');
      const scenarioId = request.scenarioId ?? library.ids()[randomInt(Math.max(1, library.ids().length))] ?? '';
      const plan = library.compile(scenarioId, request.seed ?? randomInt(2 ** 31 - 1));
      if (!plan) return refusal('unknown_scenario', scenarioId);
      if (request.responder !== undefined && !plan.responders[request.responder]) {
        return refusal('bad_message', `responder: this scenario has ${Object.keys(plan.responders).join(', ')}`);
      }
      starting = true;
      try {
        return await begin(plan, request);
      } catch (error) {
        parts.log(`start of a drill failed: ${(error as Error).message}`);
        return refusal('store_unavailable');
      } finally {
        starting = false;
      }
    },
    async join(drillId, name) {
      if (!live || live.drillId !== drillId) return refusal('not_found');
      return { ok: true, joined: await admit(live, name) };
    },
    identify: (token) => tokens.get(token) ?? null,
    async player({ drillId, actor }, { type, commandId, ...data }) {
      if (!live || live.drillId !== drillId) return refusal('wrong_phase');
      return live.submit(type, data as never, { actor, commandId: `${actor.id}/${commandId}` });
    },
    async facilitator(drillId, { type, commandId, ...data }) {
      if (!live || live.drillId !== drillId) return refusal('not_found');
      return live.submit(type, data as never, { actor: facilitatorActor, commandId: `facilitator/${commandId}` });
    },
    currentView: () => (live ? viewOf(live.state(), live.gameMs()) : null),
    async debrief(drillId) {
      const found = await ended(drillId);
      return typeof found === 'string' ? found : debriefOf(found.events, found.plan);
    },
    async postmortem(drillId) {
      const found = await ended(drillId);
      return typeof found === 'string' ? { code: found } : { markdown: renderMarkdown(buildPostmortem(found.events, found.plan)) };
    },
    log: (drillId) => store.read(drillId),
    list: () => store.list(),
    addLedger(second) {
      sum.addLedger(second);
      if (!live || live.state().phase !== 'live') return;
      const ticket = tickets.draw(second.failures, live.gameMs());
      if (ticket) void live.submit('postTicket', ticket);
    },
    addTelemetry: (second) => sum.addObserved(second),
    sandboxFailed(message) {
      if (live && !isOver(live.state())) void live.submitSurely('reportSandboxFailed', { message });
    },
    async stop() {
      cancelTick();
      if (live && !isOver(live.state())) await live.submit('abort', { reason: 'the server was stopped' }, { actor: systemActor });
      live?.dispose();
    },
  };
}

export function isOver(state: DrillState): boolean {
  return state.phase === 'debrief' || state.phase === 'closed';
}
