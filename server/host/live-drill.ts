/** One drill while it runs. Commands are taken one at a time: decide, append, then effects, then broadcast. */
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
import { type EffectReport, runEffect } from './effects.ts';
import { createGameClock } from './game-clock.ts';

export interface LiveDrillParts {
  drillId: string;
  plan: Plan;
  sandbox: Sandbox;
  store: EventStore;
  clock: Clock;
  /** State of a drill taken over from its log. */
  resumed?: DrillState;
  /** After every stored batch. */
  onStored: (events: readonly DrillEvent[], state: DrillState) => void;
  log: (line: string) => void;
}

export interface LiveDrill {
  readonly drillId: string;
  readonly plan: Plan;
  state(): DrillState;
  gameMs(): number;
  /** Resolves when stored (or refused); effects follow by themselves. */
  submit<T extends CommandType>(type: T, data: CommandData[T], from?: { actor?: Actor; commandId?: string }): Promise<Ack>;
  /** As `submit`, again and again while the store is away: for facts that must not be lost. */
  submitSurely<T extends CommandType>(type: T, data: CommandData[T]): Promise<Ack>;
  /** Ends timers; the log stays as it is. */
  dispose(): void;
}

export const systemActor: Actor = { kind: 'system', id: 'system', name: 'Brownout' };
const storeRetryMs = 1000;
/** A store that stays away longer than this must not leave users under a fault. */
const storeGoneMs = 60_000;

export function createLiveDrill(parts: LiveDrillParts): LiveDrill {
  const { drillId, clock, store } = parts;
  const game = createGameClock(clock);
  let state = parts.resumed ?? initialState(parts.plan);
  let queue: Promise<unknown> = Promise.resolve();
  let effectQueue: Promise<unknown> = Promise.resolve();
  let cancelDue = (): void => {};
  let disposed = false;
  let commandCount = 0;
  let storeGoneSince: number | null = null;

  const apply = (events: readonly DrillEvent[]): Effect[] => {
    const effects: Effect[] = [];
    for (const event of events) {
      state = evolve(state, event);
      effects.push(...effectsOf(event, state));
    }
    return effects;
  };

  const followPhase = (): void => {
    const runs = state.phase === 'baseline' || state.phase === 'live';
    if (runs) game.run();
    else game.hold();
    cancelDue();
    const due = runs ? nextDueMs(state) : null;
    if (due !== null && !disposed) cancelDue = clock.after(Math.max(0, due - game.nowMs()), () => void submit('advance', {}));
  };

  /** The store is away: game time stands still, so that nothing happens that could not be recorded. */
  const storeGone = (): void => {
    storeGoneSince ??= clock.monotonicMs();
    game.hold();
    cancelDue();
    if (clock.monotonicMs() - storeGoneSince > storeGoneMs) void parts.sandbox.reconcile([]).catch(() => {});
    if (!disposed) cancelDue = clock.after(storeRetryMs, () => void submit('advance', {}));
  };

  const process = async (command: Command): Promise<Ack> => {
    const decision = decide(command, state);
    if (!decision.ok) return refusal(decision.code, decision.detail);
    if (decision.events.length > 0) await store.append(decision.events);
    if (storeGoneSince !== null) storeGoneSince = null;
    const effects = apply(decision.events);
    followPhase();
    for (const effect of effects) startEffect(effect);
    if (decision.events.length > 0) parts.onStored(decision.events, state);
    return { ok: true, seq: state.seq };
  };

  const startEffect = (effect: Effect): void => {
    effectQueue = effectQueue.then(async () => {
      const report: EffectReport = await runEffect(effect, parts.sandbox, clock);
      await submitSurely('reportEffect', report);
    });
  };

  const submit: LiveDrill['submit'] = (type, data, from = {}) => {
    const run = async (): Promise<Ack> => {
      commandCount += 1;
      const command = {
        type,
        drillId,
        commandId: from.commandId ?? `${type}-${commandCount}`,
        atMs: game.nowMs(),
        observedAtMs: clock.wallMs(),
        actor: from.actor ?? systemActor,
        data,
      } as Command;
      try {
        return await process(command);
      } catch (error) {
        if (error instanceof StoreUnavailable) {
          storeGone();
          return refusal('store_unavailable');
        }
        parts.log(`drill ${drillId}: ${type} failed: ${(error as Error).stack ?? String(error)}`);
        return refusal('internal');
      }
    };
    const answer = queue.then(run);
    queue = answer;
    return answer;
  };

  const submitSurely: LiveDrill['submitSurely'] = async (type, data) => {
    for (;;) {
      const ack = await submit(type, data);
      if (ack.ok || ack.code !== 'store_unavailable' || disposed) return ack;
      await new Promise<void>((resolve) => clock.after(storeRetryMs, resolve));
    }
  };

  return {
    drillId,
    plan: parts.plan,
    state: () => state,
    gameMs: game.nowMs,
    submit,
    submitSurely,
    dispose() {
      disposed = true;
      cancelDue();
      game.hold();
    },
  };
}
