/** One drill while it runs. Commands are taken one at a time: decide, append, then effects, then broadcast. */
import { randomBytes } from 'node:crypto';
import type { Command, CommandData, CommandType } from '../../core/drill/commands.ts';
import { decide } from '../../core/drill/decide.ts';
import { type Effect, effectsOf } from '../../core/drill/effects.ts';
import type { Actor, DrillEvent } from '../../core/drill/events.ts';
import { evolve } from '../../core/drill/evolve.ts';
import { nextDueMs } from '../../core/drill/next-due.ts';
import { type DrillState, initialState } from '../../core/drill/state.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { Clock } from '../ports/clock.ts';
import { type EventStore, StoreUnavailable } from '../ports/event-store.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { runEffect } from './effects.ts';
import { createGameClock, type GameClock } from './game-clock.ts';

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
  log: (line: string) => void;
}

const systemActor: Actor = { kind: 'system', id: 'system', name: 'Brownout' };
const storeRetryMs = 1000;
/** A store that stays away longer than this must not leave users under a fault. */
const storeGoneMs = 60_000;

export class LiveDrill {
  readonly drillId: string;
  readonly plan: Plan;
  readonly #parts: LiveDrillParts;
  readonly #game: GameClock;
  #state: DrillState;
  #queue: Promise<unknown> = Promise.resolve();
  #effects: Promise<unknown> = Promise.resolve();
  #cancelDue = (): void => {};
  #disposed = false;
  /** Keeps our own command ids apart from those of a former server on the same log. */
  readonly #run = randomBytes(4).toString('hex');
  #commandCount = 0;
  #storeGoneSinceMs: number | null = null;

  constructor(parts: LiveDrillParts) {
    this.#parts = parts;
    this.drillId = parts.drillId;
    this.plan = parts.plan;
    this.#state = parts.resumed?.state ?? initialState(parts.plan);
    this.#game = createGameClock(parts.clock, parts.resumed?.gameMs ?? 0);
  }

  get state(): DrillState {
    return this.#state;
  }

  get gameMs(): number {
    return this.#game.nowMs();
  }

  /** Resolves when stored (or refused); effects follow by themselves. */
  submit<T extends CommandType>(type: T, data: CommandData[T], from: { actor?: Actor; commandId?: string } = {}): Promise<Ack> {
    const answer = this.#queue.then(() => {
      this.#commandCount += 1;
      return this.#take({
        type,
        drillId: this.drillId,
        commandId: from.commandId ?? `${this.#run}/${this.#commandCount}`,
        atMs: this.gameMs,
        observedAtMs: this.#parts.clock.wallMs(),
        actor: from.actor ?? systemActor,
        data,
      } as Command);
    });
    this.#queue = answer;
    return answer;
  }

  /** As `submit`, again and again while the store is away: for facts that must not be lost. */
  async submitSurely<T extends CommandType>(type: T, data: CommandData[T]): Promise<Ack> {
    for (;;) {
      const ack = await this.submit(type, data);
      if (ack.ok || ack.code !== 'store_unavailable' || this.#disposed) return ack;
      await new Promise<void>((resolve) => this.#parts.clock.after(storeRetryMs, resolve));
    }
  }

  /** Ends timers; the log stays as it is. */
  dispose(): void {
    this.#disposed = true;
    this.#cancelDue();
    this.#game.hold();
  }

  async #take(command: Command): Promise<Ack> {
    try {
      return await this.#process(command);
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        this.#storeGone();
        return refusal('store_unavailable');
      }
      this.#parts.log(`${this.drillId}: ${command.type} failed: ${(error as Error).stack ?? String(error)}`);
      return refusal('internal');
    }
  }

  async #process(command: Command): Promise<Ack> {
    const decision = decide(command, this.#state);
    if (!decision.ok) return refusal(decision.code, decision.detail);
    const { events } = decision;
    if (events.length > 0) {
      await this.#parts.store.append(events);
      this.#storeGoneSinceMs = null;
    }
    const effects: Effect[] = [];
    for (const event of events) {
      this.#state = evolve(this.#state, event);
      effects.push(...effectsOf(event, this.#state));
    }
    if (this.#storeGoneSinceMs === null) this.#followPhase();
    for (const effect of effects) this.#start(effect);
    if (events.length > 0) this.#parts.onStored(events);
    // The public position: a gap in the real one would tell that something sealed happened.
    return { ok: true, seq: this.#state.publicSeq };
  }

  /** Effects run one after another, beside the command queue; what each truly did comes back as a command. */
  #start(effect: Effect): void {
    this.#effects = this.#effects.then(async () => {
      const report = await runEffect(effect, this.#parts.sandbox, this.#parts.clock);
      await this.submitSurely('reportEffect', report);
    });
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

  /** The store is away: game time stands still, so that nothing happens that could not be recorded. */
  #storeGone(): void {
    const now = this.#parts.clock.monotonicMs();
    this.#storeGoneSinceMs ??= now;
    this.#game.hold();
    this.#cancelDue();
    if (now - this.#storeGoneSinceMs > storeGoneMs) void this.#parts.sandbox.reconcile([]).catch(() => {});
    this.#later(storeRetryMs);
  }
}
