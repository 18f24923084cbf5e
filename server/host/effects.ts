/** Runs effects against the sandbox and says what truly happened. Never throws: a failure is a report. */
import type { CommandData } from '../../core/drill/commands.ts';
import type { Effect } from '../../core/drill/effects.ts';
import type { Clock } from '../ports/clock.ts';
import { type Sandbox, SandboxError } from '../ports/sandbox.ts';

export type EffectReport = CommandData['reportEffect'];

const undoAttempts = 5;
const undoRetryMs = 1000;
/** Longer than the slowest change that may be under way: every instance of a service restarting on a busy machine. */
const othersMs = 60_000;

interface EffectRunnerParts {
  sandbox: Sandbox;
  clock: Clock;
  log: (line: string) => void;
}

export class EffectRunner {
  readonly #sandbox: Sandbox;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #running = new Set<Promise<unknown>>();
  #undoing: Promise<boolean> | null = null;

  constructor({ sandbox, clock, log }: EffectRunnerParts) {
    this.#sandbox = sandbox;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Sends the effect at once, in the order of the calls: what the sandbox can do quickly never waits for a rolling restart that is under
   * way. Resolves when it is done.
   */
  async run(effect: Effect): Promise<EffectReport> {
    const others = [...this.#running];
    const work = this.#report(effect, others);
    this.#running.add(work);
    const report = await work;
    this.#running.delete(work);
    return report;
  }

  /** Takes every operation off, without a report; asked again it does so again only when it had failed. */
  async undoAtOnce(): Promise<void> {
    this.#undoing ??= this.#sandbox.reconcile([]).then(
      () => true,
      () => false,
    );
    if (!(await this.#undoing)) this.#undoing = null;
  }

  async #report(effect: Effect, others: readonly Promise<unknown>[]): Promise<EffectReport> {
    const started = this.#clock.monotonicMs();
    const report = (ok: boolean, did: string[], message = ''): EffectReport => ({
      effectId: effect.effectId,
      ok,
      did,
      tookMs: Math.round(this.#clock.monotonicMs() - started),
      message,
    });
    try {
      switch (effect.type) {
        case 'reconcile':
          return report(true, (await this.#sandbox.reconcile(effect.operations)).did);
        case 'perform':
          return report(true, (await this.#sandbox.perform(effect.action)).did);
        case 'undoAll': {
          const remaining = await this.#undoAll(others);
          return report(remaining.length === 0, remaining, remaining.length === 0 ? '' : 'something was left behind');
        }
      }
    } catch (error) {
      const failed = report(false, [], (error as Error).message);
      if (!(error instanceof SandboxError)) return failed;
      // What a process said last is for the terminal: players read the message.
      this.#log(error.words);
      return { ...failed, code: error.code };
    }
  }

  /**
   * Everything is off afterwards, or told. A sandbox that cannot be asked, since a part of it is gone, is ended: with its processes goes
   * whatever they held. One that is known to have failed is not even asked: a service that would be put back to its version waits long for
   * an engine that is dead.
   */
  async #undoAll(others: readonly Promise<unknown>[]): Promise<string[]> {
    const remaining = this.#sandbox.hasFailed ? null : await this.#takeOff(others);
    if (remaining !== null) return remaining;
    await this.#sandbox.stop();
    return [];
  }

  /**
   * Takes every operation off at once, and looks until nothing differs from pristine; what was under way gets its time to end. What is left
   * at last; null when the sandbox cannot tell.
   */
  async #takeOff(others: readonly Promise<unknown>[]): Promise<string[] | null> {
    if (others.length > 0) {
      void this.undoAtOnce();
      await this.#ended(others);
    }
    let remaining: string[] | null = null;
    for (let attempt = 1; attempt <= undoAttempts && !this.#sandbox.hasFailed; attempt++) {
      remaining = await this.#restored();
      if (remaining?.length === 0) return remaining;
      await new Promise<void>((resolve) => this.#clock.after(undoRetryMs, resolve));
    }
    return this.#sandbox.hasFailed ? null : remaining;
  }

  async #restored(): Promise<string[] | null> {
    try {
      await this.#sandbox.restore();
      return await this.#sandbox.diff();
    } catch (error) {
      this.#log(`undo failed: ${(error as Error).message}`);
      return null;
    }
  }

  async #ended(others: readonly Promise<unknown>[]): Promise<void> {
    let cancel = (): void => {};
    const tooLong = new Promise<void>((resolve) => {
      cancel = this.#clock.after(othersMs, resolve);
    });
    await Promise.race([Promise.all(others), tooLong]);
    cancel();
  }
}
