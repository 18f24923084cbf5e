/** The drill host: the only loop. It owns the live drill and feeds it commands, time and samples. */
import { deskOf } from '../../core/drill/desk.ts';
import type { Actor, DrillEvent } from '../../core/drill/events.ts';
import { viewOf } from '../../core/drill/view.ts';
import type { FacilitatorCommand, Join, OpenGameDay, PlayerCommand, RecordCommand, StartDrill } from '../../core/protocol/commands.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView, TimelineEntry } from '../../core/protocol/drill-view.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { hasUsersOfItsOwn } from '../../core/scenario/practice.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import { type Admission, admit, awayFrom, type Entrant } from './admission.ts';
import type { DrillHostParts } from './drill-host-parts.ts';
import { facilitatorActor } from './facilitator-actor.ts';
import { gameMsAt } from './game-second.ts';
import { newJoinCode, readJoinCode } from './join-code.ts';
import { refuseNames } from './known-names.ts';
import { LiveDrill } from './live-drill.ts';
import { type LobbyWatch, watchLobby } from './lobby-watch.ts';
import { type LobbyOpened, lobbyOf, type Opening, type Refused, type Room } from './opening.ts';
import { choosePlan } from './plan-choice.ts';
import type { PlayerIdentity } from './player-identity.ts';
import { createPlayerPace } from './player-pace.ts';
import { type Preparation, preparationOf } from './preparation.ts';
import { createPresence, type Presence } from './presence.ts';
import { createResponder, type Responder } from './responder.ts';
import { sameAgain } from './same-again.ts';
import { createSampler, msToNextSample, sampleEveryMs } from './sampler.ts';
import { createTicketDesk } from './tickets.ts';
import { createWarmSeconds } from './warm-seconds.ts';

export class DrillHost {
  readonly #parts: DrillHostParts;
  readonly #sampler = createSampler();
  readonly #warm = createWarmSeconds();
  readonly #presence: Presence;
  #lobby: LobbyWatch | null = null;
  #pace = createPlayerPace(() => 0);
  #tickets = createTicketDesk();
  #live: LiveDrill | null = null;
  #responder: Responder | null = null;
  #cancelTick = (): void => {};
  /** Its sandbox has been given back. */
  #finished: LiveDrill | null = null;
  #starting = false;

  constructor(parts: DrillHostParts) {
    this.#parts = parts;
    this.#presence = createPresence(parts.clock);
  }

  /** Opens a drill in the ready sandbox and admits its first player. */
  async start(request: StartDrill): Promise<Admission> {
    const { responder, practice = false, splitDesk } = request;
    const openedBy = responder === undefined ? 'player' : 'system';
    const opening = await this.#open(() => choosePlan(this.#parts.library, request), { openedBy, practice, splitDesk });
    if (!opening.ok) return opening;
    const { drill } = opening;
    if (!request.lobby) {
      const started = await drill.submit('start', {});
      if (!started.ok) return this.#giveUp(drill, started);
      if (practice) await this.#proveFromWarm(drill);
    }
    const admission = await admit(drill, { name: request.playerName ?? 'Responder' }, this.#door);
    const steps = responder === undefined ? undefined : drill.plan.responders[responder];
    this.#responder = steps ? createResponder(drill, steps) : null;
    return admission;
  }

  /** Opens the lobby of a game day: the facilitator begins it. */
  async openGameDay({ splitDesk, ...request }: OpenGameDay): Promise<LobbyOpened> {
    return this.openLobby(() => choosePlan(this.#parts.library, request), { openedBy: 'facilitator', splitDesk });
  }

  /** Opens the lobby of a plan that the caller makes, once it is sure that nothing runs: a watch of a shift. */
  async openLobby(makePlan: () => Plan | Refused, room: Omit<Room, 'practice'>): Promise<LobbyOpened> {
    return lobbyOf(await this.#open(makePlan, { ...room, practice: false }));
  }

  /** The same incident for the next group: scenario and seed of a drill that has ended, also of a former server. */
  async again(drillId: string): Promise<LobbyOpened> {
    if (this.#running()) return refusal('drill_running');
    const request = await sameAgain(this.#parts.store, drillId);
    return request ? this.openGameDay(request) : refusal('not_found', `there is no drill ${drillId}`);
  }

  /** The running drill with this join code, as people type codes. */
  async joinByCode(code: string, join: Join): Promise<Admission> {
    const drill = this.#live;
    if (!drill || !this.#running() || drill.state.code !== readJoinCode(code)) return refusal('unknown_code');
    return admit(drill, join, this.#door);
  }

  /** The running drill for somebody who is let in by another drill of theirs. */
  async enter(drillId: string, entrant: Entrant): Promise<Admission> {
    const drill = this.#live;
    if (!drill || !this.#running() || drill.drillId !== drillId) return refusal('wrong_phase');
    return admit(drill, entrant, this.#door);
  }

  /** Who holds a token, in this drill or in any former one; null for nobody. */
  identify(token: string): PlayerIdentity | null {
    const known = this.#parts.tokens.verify(token);
    return known && { drillId: known.drillId, actor: { kind: 'player', id: known.playerId, name: known.name } };
  }

  async player({ drillId, actor }: PlayerIdentity, command: PlayerCommand): Promise<Ack> {
    const drill = this.#live;
    if (!drill || drill.drillId !== drillId) return refusal('wrong_phase');
    const { type, commandId, ...data } = command;
    const tooFast = this.#pace(actor.id, type);
    if (tooFast !== null) return refusal('too_fast', tooFast);
    const from = { actor, commandId: `${actor.id}/${commandId}`, away: awayFrom(drill, this.#presence) };
    return refuseNames(command, this.#parts.stack) ?? drill.submit(type, data as never, from);
  }

  async facilitator(drillId: string, { type, commandId, ...data }: FacilitatorCommand): Promise<Ack> {
    const drill = this.#live;
    if (!drill || drill.drillId !== drillId) return refusal('not_found');
    return drill.submit(type, data as never, { actor: facilitatorActor, commandId: `facilitator/${commandId}` });
  }

  /** Into the record of the last drill, when it is this one; null when it is not. */
  record(drillId: string, { type, commandId, ...data }: RecordCommand, actor: Actor): Promise<Ack> | null {
    if (this.#live?.drillId !== drillId) return null;
    return this.#live.submit(type, data as never, { actor, commandId: `${actor.id}/${commandId}` });
  }

  /** View of the live or last drill; null when there was none. */
  currentView(): DrillView | null {
    return this.#live ? viewOf(this.#live.state, this.#live.gameMs) : null;
  }

  /** The live or last drill of this server, what is played in it, whether it still goes on, and whether its desk is split meanwhile. */
  current(): { drillId: string; scenarioId: string; running: boolean; splitDesk: boolean } | null {
    const [drill, running] = [this.#live, this.#running()];
    return drill && { drillId: drill.drillId, scenarioId: drill.plan.scenarioId, running, splitDesk: running && drill.state.splitDesk };
  }

  /** The incident channel of the live or last drill, whole. */
  timeline(): readonly TimelineEntry[] {
    return this.#live?.state.timeline ?? [];
  }

  /** What a form asks before a control is used; null for a drill that is not the live or last one. */
  preparation(drillId: string): Preparation | null {
    return this.#live?.drillId === drillId ? preparationOf(this.#live) : null;
  }

  /** What the facilitator sees of the live or last drill. `online`: players with an open connection. */
  deskView(online: readonly string[]): Desk | null {
    return this.#live && deskOf(this.#live.state, online);
  }

  /** Game time at the end of a wall second that has just passed; null while no drill is under way. */
  gameMsOf(epochSecond: number): number | null {
    return this.#live && gameMsAt(this.#live, epochSecond, this.#parts.clock.wallMs());
  }

  /** Who is connected to the drill; a lobby that stays empty is closed. */
  present(players: readonly string[], facilitator: boolean): void {
    this.#presence.online(players);
    this.#lobby?.occupied(facilitator || players.length > 0);
  }

  addLedger(second: LedgerSecond): void {
    if (!this.#running()) this.#warm.addLedger(second);
    this.#sampler.addLedger(second);
    const drill = this.#live;
    if (drill?.state.phase !== 'live') return;
    const ticket = this.#tickets.draw(second.failures, drill.gameMs);
    if (ticket) void drill.submit('postTicket', ticket);
  }

  addTelemetry(second: TelemetrySecond): void {
    if (!this.#running()) this.#warm.addObserved(second);
    this.#sampler.addObserved(second);
  }

  sandboxFailed(message: string): void {
    if (this.#running()) void this.#live?.submitSurely('reportFailure', { reason: `The sandbox failed: ${message}` });
  }

  /** Ends whatever runs; the sandbox dies with the server. */
  async stop(): Promise<void> {
    this.#cancelTick();
    this.#lobby?.stop();
    if (this.#running()) await this.#live?.submit('abort', { reason: 'the server was stopped' });
    this.#live?.dispose();
  }

  get #door(): Parameters<typeof admit>[2] {
    return { tokens: this.#parts.tokens, presence: this.#presence };
  }

  #running(): boolean {
    return this.#live !== null && !this.#live.isOver;
  }

  async #open(makePlan: () => Plan | Refused, room: Room): Promise<Opening> {
    if (this.#starting || this.#running()) return refusal('drill_running');
    const plan = makePlan();
    if ('ok' in plan) return plan;
    this.#starting = true;
    try {
      return await this.#openRoom(plan, room);
    } catch (error) {
      this.#parts.log(`a drill could not be opened: ${(error as Error).message}`);
      return refusal('store_unavailable');
    } finally {
      this.#starting = false;
    }
  }

  async #openRoom(plan: Plan, room: Room): Promise<Opening> {
    const { store, clock, pool, log } = this.#parts;
    if (pool.view().state !== 'ready') return refusal('sandbox_not_ready');
    const drillId = `INC-${String(await store.nextIncidentNumber()).padStart(4, '0')}`;
    await store.savePlan(drillId, plan);
    const sandbox = pool.take();
    if (!sandbox) return refusal('sandbox_not_ready');
    this.#tickets = createTicketDesk();
    this.#pace = createPlayerPace(() => clock.monotonicMs());
    const drill = new LiveDrill({
      ...{ drillId, plan, sandbox, store, clock, log },
      onStored: (events) => this.#stored(drill, events),
      onLost: () => void this.#lose(drill),
    });
    this.#live = drill;
    this.#responder = null;
    const opened = await drill.submit('open', { plan, code: newJoinCode(), ...room });
    if (!opened.ok) return this.#giveUp(drill, opened);
    this.#lobby = watchLobby(clock, () => void drill.submit('abort', { reason: 'Nobody was in the lobby for 30 minutes.' }));
    return { ok: true, drill };
  }

  /** Nothing came of it: the sandbox goes back. A log that was begun is closed at the next start of the server. */
  async #giveUp(drill: LiveDrill, why: Refused): Promise<Refused> {
    this.#live = null;
    await this.#finish(drill);
    return why;
  }

  /** The warm sandbox has shown its steady state already: those seconds are the baseline, unless the drill begins with another one. */
  async #proveFromWarm(drill: LiveDrill): Promise<void> {
    if (hasUsersOfItsOwn(drill.plan)) return void this.#warm.take(0);
    for (const sample of this.#warm.take(Math.ceil(drill.plan.baselineMs / sampleEveryMs))) {
      if (drill.state.phase === 'baseline') await drill.submit('recordSample', sample);
    }
  }

  #scheduleTick(): void {
    const { clock } = this.#parts;
    this.#cancelTick = clock.after(msToNextSample(clock.monotonicMs()), () => void this.#tick());
  }

  async #tick(): Promise<void> {
    const drill = this.#live;
    if (!drill || drill.isOver) return;
    await this.#sampler.sample(drill, { down: this.#parts.pool.down, away: awayFrom(drill, this.#presence) });
    await this.#responder?.act();
    if (this.#live === drill) this.#scheduleTick();
  }

  #stored(drill: LiveDrill, events: readonly DrillEvent[]): void {
    if (events.some((event) => event.type === 'phaseChanged' && event.data.to === 'baseline')) this.#startClock();
    if (drill.isOver) this.#lobby?.stop();
    // What it was is said once it is over.
    if (events.some(({ type }) => type === 'drillEnded')) void this.#responder?.act();
    this.#parts.onEvents?.(drill, events);
    this.#parts.onChange();
    if (events.some(({ type }) => type === 'undoCompleted')) void this.#finish(drill);
  }

  /** From here on every second is sampled; what came before belongs to no drill. */
  #startClock(): void {
    this.#lobby?.stop();
    this.#sampler.restart();
    this.#scheduleTick();
  }

  /** Another server has the drill; what was its sandbox here serves nobody. */
  async #lose(drill: LiveDrill): Promise<void> {
    this.#parts.onChange();
    await this.#finish(drill);
  }

  /** The drill is over and undone: its sandbox is discarded. The view stays for those who watch. */
  async #finish(drill: LiveDrill): Promise<void> {
    if (this.#finished === drill) return;
    this.#finished = drill;
    this.#cancelTick();
    this.#lobby?.stop();
    drill.dispose();
    this.#warm.take(0);
    await this.#parts.pool.discard();
  }
}
