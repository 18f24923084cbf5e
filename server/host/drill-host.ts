/** The drill host: the only loop. It owns the live drill and feeds it commands, time and samples. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Actor, DrillEvent } from '../../core/drill/events.ts';
import type { DrillState } from '../../core/drill/state.ts';
import { viewOf } from '../../core/drill/view.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { DrillView, FacilitatorCommand, Joined, PlayerCommand, StartDrill } from '../../core/protocol/messages.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import { LiveDrill } from './live-drill.ts';
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

type Refused = Extract<Ack, { ok: false }>;
type Admission = { ok: true; joined: Joined } | Refused;

const sampleEveryMs = 1000;
const maxSeed = 2 ** 31 - 1;
const facilitatorActor: Actor = { kind: 'facilitator', id: 'facilitator', name: 'Facilitator' };

export class DrillHost {
  readonly #parts: DrillHostParts;
  readonly #identities = new Map<string, PlayerIdentity>();
  readonly #sum = createSampleSum();
  #tickets = createTicketDesk();
  #live: LiveDrill | null = null;
  #responder: Responder | null = null;
  #cancelTick = (): void => {};
  #starting = false;

  constructor(parts: DrillHostParts) {
    this.#parts = parts;
  }

  /** Opens a drill in the ready sandbox and admits its first player. */
  async start(request: StartDrill): Promise<Admission> {
    if (this.#starting || this.#running()) return refusal('drill_running');
    const plan = this.#planFor(request);
    if ('ok' in plan) return plan;
    this.#starting = true;
    try {
      return await this.#begin(plan, request);
    } catch (error) {
      this.#parts.log(`a drill could not be started: ${(error as Error).message}`);
      return refusal('store_unavailable');
    } finally {
      this.#starting = false;
    }
  }

  async join(drillId: string, name: string): Promise<Admission> {
    const drill = this.#live;
    if (!drill || drill.drillId !== drillId) return refusal('not_found');
    return this.#admit(drill, name);
  }

  identify(token: string): PlayerIdentity | null {
    return this.#identities.get(token) ?? null;
  }

  async player({ drillId, actor }: PlayerIdentity, { type, commandId, ...data }: PlayerCommand): Promise<Ack> {
    const drill = this.#live;
    if (!drill || drill.drillId !== drillId) return refusal('wrong_phase');
    return drill.submit(type, data as never, { actor, commandId: `${actor.id}/${commandId}` });
  }

  async facilitator(drillId: string, { type, commandId, ...data }: FacilitatorCommand): Promise<Ack> {
    const drill = this.#live;
    if (!drill || drill.drillId !== drillId) return refusal('not_found');
    return drill.submit(type, data as never, { actor: facilitatorActor, commandId: `facilitator/${commandId}` });
  }

  /** View of the live or last drill; null when there was none. */
  currentView(): DrillView | null {
    return this.#live ? viewOf(this.#live.state, this.#live.gameMs) : null;
  }

  addLedger(second: LedgerSecond): void {
    this.#sum.addLedger(second);
    const drill = this.#live;
    if (drill?.state.phase !== 'live') return;
    const ticket = this.#tickets.draw(second.failures, drill.gameMs);
    if (ticket) void drill.submit('postTicket', ticket);
  }

  addTelemetry(second: TelemetrySecond): void {
    this.#sum.addObserved(second);
  }

  sandboxFailed(message: string): void {
    if (this.#running()) void this.#live?.submitSurely('reportSandboxFailed', { message });
  }

  /** Ends whatever runs; the sandbox dies with the server. */
  async stop(): Promise<void> {
    this.#cancelTick();
    if (this.#running()) await this.#live?.submit('abort', { reason: 'the server was stopped' });
    this.#live?.dispose();
  }

  #running(): boolean {
    return this.#live !== null && !isOver(this.#live.state);
  }

  #planFor(request: StartDrill): Plan | Refused {
    const { library } = this.#parts;
    const ids = library.ids();
    const scenarioId = request.scenarioId ?? ids[randomInt(Math.max(1, ids.length))] ?? '';
    const compiled = library.compile(scenarioId, request.seed ?? randomInt(maxSeed));
    if (!compiled) return refusal('unknown_scenario', scenarioId);
    const timeboxMs = Math.min(compiled.timeboxMs, (request.timeboxSeconds ?? Number.POSITIVE_INFINITY) * 1000);
    const plan = { ...compiled, timeboxMs };
    if (request.responder === undefined || plan.responders[request.responder]) return plan;
    return refusal('bad_message', `responder: this scenario has ${Object.keys(plan.responders).join(', ')}`);
  }

  async #begin(plan: Plan, request: StartDrill): Promise<Admission> {
    const { store, clock, pool, log } = this.#parts;
    if (pool.view().state !== 'ready') return refusal('sandbox_not_ready');
    const drillId = `INC-${String(await store.nextIncidentNumber()).padStart(4, '0')}`;
    await store.savePlan(drillId, plan);
    const sandbox = pool.take();
    if (!sandbox) return refusal('sandbox_not_ready');
    this.#sum.take(0);
    this.#tickets = createTicketDesk();
    const drill = new LiveDrill({ drillId, plan, sandbox, store, clock, log, onStored: (events) => this.#stored(events) });
    this.#live = drill;
    const opened = await drill.submit('open', { plan });
    const started = opened.ok ? await drill.submit('start', {}) : opened;
    if (!started.ok) {
      await this.#finish(drill);
      return started;
    }
    const admission = await this.#admit(drill, request.playerName ?? 'Responder');
    const steps = request.responder === undefined ? undefined : plan.responders[request.responder];
    this.#responder = steps ? createResponder(drill, steps) : null;
    this.#scheduleTick();
    return admission;
  }

  async #admit(drill: LiveDrill, name: string): Promise<Admission> {
    const playerId = `p-${randomBytes(4).toString('hex')}`;
    const actor: Actor = { kind: 'player', id: playerId, name };
    const ack = await drill.submit('join', { playerId, name }, { actor });
    if (!ack.ok) return ack;
    const playerToken = randomBytes(18).toString('base64url');
    this.#identities.set(playerToken, { drillId: drill.drillId, actor });
    return { ok: true, joined: { drillId: drill.drillId, playerId, playerToken } };
  }

  #scheduleTick(): void {
    const { clock } = this.#parts;
    this.#cancelTick = clock.after(sampleEveryMs - (clock.monotonicMs() % sampleEveryMs), () => void this.#tick());
  }

  async #tick(): Promise<void> {
    const drill = this.#live;
    if (!drill || isOver(drill.state)) return;
    const sample = this.#sum.take(Math.floor(drill.gameMs / sampleEveryMs));
    const ack = await drill.submit('recordSample', sample);
    if (!ack.ok) this.#sum.putBack(sample);
    await this.#responder?.act();
    if (this.#live === drill) this.#scheduleTick();
  }

  #stored(events: readonly DrillEvent[]): void {
    this.#parts.onChange();
    const drill = this.#live;
    if (drill && events.some(({ type }) => type === 'undoCompleted')) void this.#finish(drill);
  }

  /** The drill is over and undone: its sandbox is discarded. The view stays for those who watch. */
  async #finish(drill: LiveDrill): Promise<void> {
    this.#cancelTick();
    drill.dispose();
    await this.#parts.pool.discard();
  }
}

function isOver(state: DrillState): boolean {
  return state.phase === 'debrief' || state.phase === 'closed';
}
