/** One drill in a stage, second by second: from its start, or from what a former run had come to. */
import type { DrillEvent } from '../../core/drill/events.ts';
import type { DrillState } from '../../core/drill/state.ts';
import type { Plan, ResponderStep } from '../../core/scenario/plan.ts';
import { createResponder, type Responder } from '../host/responder.ts';
import { createSampler, msToNextSample } from '../host/sampler.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { type Acts, actsOf, HeardDrill } from './acts.ts';
import { NotJudged } from './not-judged.ts';
import type { Stage } from './stage.ts';

/** A log up to some moment, and what it comes to: whatever follows may go on from here any number of times. */
export interface Prefix {
  events: DrillEvent[];
  state: DrillState;
  gameMs: number;
}

export interface RunParts {
  plan: Plan;
  stage: Stage;
  /** The stage's own, or a lease of it. */
  sandbox: Sandbox;
  clock: Clock;
  newStore: () => EventStore;
  log: (line: string) => void;
}

const drillId = 'INC-0001';

export class DrillRun {
  readonly #drill: HeardDrill;
  readonly #parts: RunParts;
  readonly #store: EventStore;
  readonly #sampler = createSampler();
  readonly #stopListening: () => void;
  #responder: Responder | null = null;
  #acting: Promise<void> = Promise.resolve();

  private constructor(parts: RunParts, store: EventStore, from: Prefix | null) {
    this.#parts = parts;
    this.#store = store;
    const { plan, sandbox, clock, log, stage } = parts;
    const resumed = from ? { resumed: { state: { ...from.state, plan }, gameMs: from.gameMs } } : {};
    const onStored = (events: readonly DrillEvent[]): void => {
      // A second of users is acted on where it is taken; whatever else came about may be what a step waits for.
      if (!events.some(({ type }) => type === 'sliSampled')) void this.#act().catch(() => {});
    };
    this.#drill = new HeardDrill({ drillId, plan, sandbox, store, clock, log, onStored, ...resumed });
    this.#stopListening = stage.listen(this.#sampler);
  }

  /** Opens a drill and lets its baseline begin, or goes on from a prefix. */
  static async open(parts: RunParts, from: Prefix | null = null): Promise<DrillRun> {
    const store = parts.newStore();
    if (from) await store.append(from.events);
    const run = new DrillRun(parts, store, from);
    // The first command starts the clock.
    if (from) await run.#drill.submit('advance', {});
    else await run.#begin();
    run.#sampler.restart();
    return run;
  }

  get state(): DrillState {
    return this.#drill.state;
  }

  get gameMs(): number {
    return this.#drill.gameMs;
  }

  get isOver(): boolean {
    return this.#drill.isOver;
  }

  /** What was asked for so far, and what came of it. */
  get acts(): Acts {
    return actsOf(this.state, this.#drill.refused);
  }

  /** The responder has done all it wanted, but for saying what it was. */
  get isActed(): boolean {
    return this.#responder?.isDone ?? true;
  }

  /** From now on somebody responds. */
  async respond(steps: readonly ResponderStep[]): Promise<void> {
    this.#responder = createResponder(this.#drill, steps, this.gameMs);
    await this.#act();
  }

  /** Lets seconds pass until it is so. @throws NotJudged when the sandbox breaks */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const { stage, clock } = this.#parts;
      if (stage.failure !== null) throw new NotJudged(`The sandbox failed: ${stage.failure}`);
      await new Promise<void>((resolve) => clock.after(msToNextSample(clock.monotonicMs()), resolve));
      await this.#sampler.sample(this.#drill, { down: stage.down, away: [] });
      await this.#act();
    }
  }

  /** Ends it if it has not ended, with debrief, undo and what the responder says it was. */
  async finish(reason: string): Promise<DrillEvent[]> {
    if (!this.isOver) await this.#drill.submit('endAndDebrief', { reason });
    await this.until(() => this.state.undo !== null);
    await this.#act();
    return this.log();
  }

  /** What it has come to; it goes no further itself. */
  async stopHere(): Promise<Prefix> {
    this.stop();
    return { events: await this.log(), state: this.state, gameMs: this.gameMs };
  }

  log(): Promise<DrillEvent[]> {
    return this.#store.read(drillId);
  }

  stop(): void {
    this.#stopListening();
    this.#drill.dispose();
  }

  /** One act at a time. @throws whatever one before has thrown */
  #act(): Promise<void> {
    this.#acting = this.#acting.then(() => this.#responder?.act());
    return this.#acting;
  }

  async #begin(): Promise<void> {
    await this.#drill.submit('open', { plan: this.#parts.plan, code: '', openedBy: 'system', practice: false });
    await this.#drill.submit('start', {});
  }
}
