/** One drill while it runs. Commands are taken one at a time: decide, append, then effects, then broadcast. */
import { randomBytes } from 'node:crypto';
import type { Command, CommandData, CommandType } from '../../core/drill/commands.ts';
import { decide } from '../../core/drill/decide.ts';
import { type Effect, effectsOf } from '../../core/drill/effects.ts';
import type { Actor, DrillEvent } from '../../core/drill/events.ts';
import { evolve } from '../../core/drill/evolve.ts';
import { nextDueMs } from '../../core/drill/next-due.ts';
import { type DrillState, initialState } from '../../core/drill/state.ts';
import { isOver } from '../../core/drill/values.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { Clock } from '../ports/clock.ts';
import { type EventStore, StoreConflict, StoreUnavailable } from '../ports/event-store.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { EffectRunner } from './effects.ts';
import { createGameClock, type GameClock } from './game-clock.ts';
import { LiveChoices } from './live-choices.ts';
import { LogWriter } from './log-writer.ts';
import { PanelDesk } from './panel-desk.ts';
import { ProfileDesk } from './profile-desk.ts';

export interface LiveDrillParts {
  drillId: string;
  plan: Plan;
  sandbox: Sandbox;
  store: EventStore;
  clock: Clock;
  /** State and game time of a drill taken over from its log. */
  resumed?: { state: DrillState; gameMs: number };
  /** After every stored batch. */
  onStored: (events: readonly DrillEvent[]) => void;
  /** Another server has ended it or keeps writing into its log: nothing of it happens here any more. */
  onLost?: () => void;
  log: (line: string) => void;
}

interface Origin {
  actor?: Actor;
  commandId?: string;
  /** Players without a connection. */
  away?: readonly string[];
}

/** An end that could not be written yet, after everything had been undone. */
interface OwedEnd {
  type: 'abort' | 'endAndDebrief' | 'reportFailure';
  data: unknown;
  from: Origin;
}

/** Another writer is in the log of a drill that ran here. */
class TakenOver extends Error {}

const systemActor: Actor = { kind: 'system', id: 'system', name: 'Brownout' };
const storeRetryMs = 1000;
/** A store that stays away longer than this must not leave users under a fault. */
const storeGoneMs = 60_000;
const appendAttempts = 3;
const takenOverText = 'another server took this drill over; it has ended here';

export class LiveDrill {
  readonly drillId: string;
  readonly plan: Plan;
  readonly choices: LiveChoices;
  readonly profiles: ProfileDesk;
  readonly panels: PanelDesk;
  readonly #parts: LiveDrillParts;
  readonly #game: GameClock;
  readonly #log: LogWriter;
  readonly #effects: EffectRunner;
  #state: DrillState;
  #queue: Promise<unknown> = Promise.resolve();
  #cancelDue = (): void => {};
  #disposed = false;
  /** Keeps our own command ids apart from those of a former server on the same log. */
  readonly #run = randomBytes(4).toString('hex');
  #commandCount = 0;
  #storeGoneSinceMs: number | null = null;
  #owed: OwedEnd | null = null;
  #lost = false;

  constructor(parts: LiveDrillParts) {
    this.#parts = parts;
    this.drillId = parts.drillId;
    this.plan = parts.plan;
    this.#state = parts.resumed?.state ?? initialState(parts.plan);
    this.#game = createGameClock(parts.clock, parts.resumed?.gameMs ?? 0);
    this.#log = new LogWriter(parts.store, parts.drillId);
    this.#effects = new EffectRunner(parts);
    this.choices = new LiveChoices(parts);
    this.profiles = new ProfileDesk(parts);
    this.panels = new PanelDesk(parts);
  }

  get state(): DrillState {
    return this.#state;
  }

  get gameMs(): number {
    return this.#game.nowMs();
  }

  /** It has come to its end, by its log or because it was lost to another server. */
  get isOver(): boolean {
    return this.#lost || isOver(this.#state.phase);
  }

  /** Resolves when stored (or refused); effects follow by themselves. */
  submit<T extends CommandType>(type: T, data: CommandData[T], from: Origin = {}): Promise<Ack> {
    const commandId = from.commandId ?? this.newCommandId();
    const answer = this.#queue.then(() => this.#take(this.#command(type, data, { ...from, commandId })));
    this.#queue = answer;
    return answer;
  }

  /** As `submit`, again and again while the store is away: for facts that must not be lost. Stored once, even when an answer was lost. */
  async submitSurely<T extends CommandType>(type: T, data: CommandData[T]): Promise<Ack> {
    const commandId = this.newCommandId();
    for (;;) {
      const ack = await this.submit(type, data, { commandId });
      if (ack.ok || ack.code !== 'store_unavailable' || this.#disposed) return ack;
      await new Promise<void>((resolve) => this.#parts.clock.after(storeRetryMs, resolve));
    }
  }

  /** For a command that may have to be sent again: a second one of the same id writes nothing. */
  newCommandId(): string {
    this.#commandCount += 1;
    return `${this.#run}/${this.#commandCount}`;
  }

  /** Ends timers; the log stays as it is. */
  dispose(): void {
    this.#disposed = true;
    this.#cancelDue();
    this.#game.hold();
  }

  #command(type: CommandType, data: unknown, { actor = systemActor, commandId = this.newCommandId(), away }: Origin): Command {
    const { drillId, gameMs: atMs } = this;
    return { type, drillId, commandId, atMs, observedAtMs: this.#parts.clock.wallMs(), actor, away, data } as Command;
  }

  async #take(command: Command): Promise<Ack> {
    try {
      await this.#payOwed();
      return await this.#process(command);
    } catch (error) {
      if (error instanceof StoreUnavailable) return this.#storeGone(command);
      if (error instanceof TakenOver) return this.#handOver();
      if (error instanceof StoreConflict) return refusal('store_unavailable', 'others write into this log; try again');
      this.#parts.log(`${this.drillId}: ${command.type} failed: ${(error as Error).stack ?? String(error)}`);
      return refusal('internal');
    }
  }

  /** An end that was carried out before it could be written is written before anything else. */
  async #payOwed(): Promise<void> {
    if (!this.#owed) return;
    const { type, data, from } = this.#owed;
    await this.#process(this.#command(type, data, from));
    this.#owed = null;
  }

  /** @throws StoreUnavailable, StoreConflict, TakenOver */
  async #process(command: Command): Promise<Ack> {
    for (let attempt = 1; ; attempt++) {
      if (this.#lost) return refusal('wrong_phase', takenOverText);
      const decision = decide(command, this.#state);
      if (!decision.ok) return refusal(decision.code, decision.detail);
      const { events } = decision;
      try {
        if (events.length > 0) await this.#log.append(events);
      } catch (error) {
        if (!(error instanceof StoreConflict) || attempt === appendAttempts) throw error;
        await this.#catchUp();
        continue;
      }
      this.#follow(events.map((event) => ({ event, isOurs: true })));
      // The public position: a gap in the real one would tell that something sealed happened.
      return { ok: true, seq: this.#state.publicSeq };
    }
  }

  /** The log has more than we know: our own batch whose answer was lost, or what another server wrote. @throws TakenOver */
  async #catchUp(): Promise<void> {
    const ran = !isOver(this.#state.phase);
    const found = await this.#log.readOn(this.#state.seq);
    const isTaken = ran && found.some(({ isOurs }) => !isOurs);
    if (isTaken) void this.#effects.undoAtOnce();
    this.#follow(found);
    if (isTaken) throw new TakenOver(takenOverText);
  }

  /** Takes stored events over. Only what we wrote ourselves is ours to carry out. */
  #follow(stored: readonly { event: DrillEvent; isOurs: boolean }[]): void {
    const effects: Effect[] = [];
    for (const { event, isOurs } of stored) {
      this.#state = evolve(this.#state, event);
      if (isOurs) effects.push(...effectsOf(event, this.#state));
    }
    if (stored.length > 0) this.#storeGoneSinceMs = null;
    if (this.#storeGoneSinceMs === null) this.#followPhase();
    for (const effect of effects) this.#start(effect);
    if (stored.length > 0) this.#parts.onStored(stored.map(({ event }) => event));
  }

  /** What each effect truly did comes back as a command. */
  #start(effect: Effect): void {
    void this.#effects.run(effect).then((report) => this.submitSurely('reportEffect', report));
  }

  #followPhase(): void {
    const runs = this.#state.phase === 'baseline' || this.#state.phase === 'live';
    if (runs) this.#game.run();
    else this.#game.hold();
    this.#cancelDue();
    const due = runs ? nextDueMs(this.#state) : null;
    if (due !== null) this.#later(due - this.gameMs);
  }

  #later(ms: number): void {
    if (!this.#disposed) this.#cancelDue = this.#parts.clock.after(Math.max(0, ms), () => void this.submit('advance', {}));
  }

  /** The store is away: game time stands still, so that nothing happens that could not be recorded. Undo needs no record. */
  #storeGone(command: Command): Ack {
    if (isOver(this.#state.phase)) return refusal('store_unavailable');
    const now = this.#parts.clock.monotonicMs();
    this.#storeGoneSinceMs ??= now;
    this.#game.hold();
    this.#cancelDue();
    this.#owed ??= this.#endOf(command, now - this.#storeGoneSinceMs);
    if (this.#owed) void this.#effects.undoAtOnce();
    this.#later(storeRetryMs);
    return refusal('store_unavailable', this.#owed ? 'everything is being undone; the drill ends as soon as the store answers' : undefined);
  }

  /** Whether what was asked, or the time that the store has been away, ends the drill although nothing can be written. */
  #endOf({ type, data, actor, commandId }: Command, goneMs: number): OwedEnd | null {
    if (type === 'abort' || type === 'endAndDebrief') return { type, data, from: { actor, commandId } };
    if (goneMs <= storeGoneMs || this.#state.phase === 'lobby') return null;
    const reason = `The event log could not be written for ${storeGoneMs / 1000} s, so everything was undone.`;
    return { type: 'reportFailure', data: { reason }, from: { commandId: this.newCommandId() } };
  }

  /** Users are let go first; then the log is told, unless the other server has done so. */
  async #handOver(): Promise<Ack> {
    this.#parts.log(`${this.drillId}: ${takenOverText}`);
    void this.#effects.undoAtOnce();
    if (!isOver(this.#state.phase)) {
      const abort = this.#command('abort', { reason: 'Another server wrote into the log of this drill.' }, {});
      // Written, the end goes its ordinary way.
      const ended = await this.#process(abort).catch(() => null);
      if (ended?.ok) return refusal('wrong_phase', takenOverText);
    }
    this.#lost = true;
    this.#cancelDue();
    this.#game.hold();
    this.#parts.onLost?.();
    return refusal('wrong_phase', takenOverText);
  }
}
