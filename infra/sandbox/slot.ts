import { setTimeout as pause } from 'node:timers/promises';
import type { ComponentHealth } from '../../core/sandbox/messages.ts';
import { SandboxFailure } from './failure.ts';
import type { Program } from './program.ts';
import type { RestartPolicy } from './restart-policy.ts';
import type { SlotControl } from './slot-control.ts';

export interface SlotParts {
  name: string;
  control: SlotControl;
  restartPolicy: RestartPolicy;
  /** Starts the process in the state that is desired now, and tells its version. */
  launch: () => { program: Program; version: string };
  onChange: () => void;
  /** It serves again after it had died by itself, or later than its start was waited for. */
  onRevived: () => void;
  /** It died too often. */
  onGivenUp: (failure: SandboxFailure) => void;
  /** How long a start is waited for, milliseconds. */
  readyWithinMs?: number | undefined;
}

const readyPollMs = 40;
/** Generous: a start that cannot succeed ends its process, and a busy machine is only slow. */
const usuallyReadyWithinMs = 45_000;
const stopGraceMs = 3000;

/** One instance of a service: its process, and its coming back when the process dies. */
export class Slot {
  state: 'stopped' | 'starting' | 'up' | 'down' = 'stopped';
  version: string | undefined;
  restarts = 0;
  readonly control: SlotControl;
  private program: Program | undefined;
  private isEnding = false;
  private restart: NodeJS.Timeout | undefined;
  private readonly policy: RestartPolicy;

  constructor(private readonly parts: SlotParts) {
    this.control = parts.control;
    this.policy = parts.restartPolicy;
  }

  get name(): string {
    return this.parts.name;
  }

  /** Up, and meant to stay so. */
  get isServing(): boolean {
    return this.state === 'up' && !this.isEnding;
  }

  health(): ComponentHealth {
    const pid = this.program?.isGone ? undefined : this.program?.pid;
    return {
      component: this.name,
      kind: 'service',
      state: this.state === 'up' || this.state === 'starting' ? this.state : 'down',
      ...(this.version === undefined ? {} : { version: this.version }),
      ...(pid === undefined ? {} : { pid }),
      restarts: this.restarts,
    };
  }

  /** Resolves when the instance is ready; tells how long it took, milliseconds. @throws SandboxFailure */
  async start(): Promise<number> {
    const startedAt = performance.now();
    clearTimeout(this.restart);
    this.isEnding = false;
    const { program, version } = this.parts.launch();
    this.program = program;
    this.version = version;
    this.become('starting');
    void program.ended.then((reason) => this.onEnded(program, reason));
    await this.untilReady(program);
    this.become('up');
    return performance.now() - startedAt;
  }

  /** Ends the instance and keeps it ended. With `drain`, it finishes what is in flight first. */
  async stop({ drain, graceMs = stopGraceMs }: { drain: boolean; graceMs?: number }): Promise<void> {
    clearTimeout(this.restart);
    this.isEnding = true;
    const wasUp = this.state === 'up';
    const program = this.program;
    // A process that cannot be drained is ended all the same.
    if (drain && wasUp) await this.control.drain().catch(() => {});
    this.program = undefined;
    await program?.stop(graceMs);
    if (this.program === undefined) this.become('stopped');
  }

  /**
   * An instance says over IPC that it serves, and answers on its port; both, since either alone may be early. One that lives and cannot reach
   * what it needs is left to go on trying, as in production, and serves as soon as it can.
   * @throws SandboxFailure `not_ready`, or as its process ended
   */
  private async untilReady(program: Program): Promise<void> {
    const { readyWithinMs = usuallyReadyWithinMs } = this.parts;
    const enough = new AbortController();
    const tooLate = pause(readyWithinMs, 'late' as const, { signal: enough.signal, ref: false }).catch(() => 'late' as const);
    const serving = this.serves(program);
    try {
      if ((await Promise.race([serving, tooLate])) !== 'late') return;
    } finally {
      enough.abort();
    }
    void serving.then(
      () => this.servesLate(),
      () => {},
    );
    throw new SandboxFailure('not_ready', `${this.name} was not ready within ${readyWithinMs / 1000} s`, program.failure('').about);
  }

  /** Resolves when it does. @throws SandboxFailure when its process ends, or another one takes its place */
  private async serves(program: Program): Promise<void> {
    await program.ready;
    for (;;) {
      const isReady = await this.control.isReady();
      if (program.isGone || this.program !== program) throw program.failure('before it was ready');
      if (isReady) return;
      await pause(readyPollMs);
    }
  }

  private servesLate(): void {
    this.become('up');
    this.parts.onRevived();
  }

  private onEnded(program: Program, reason: string): void {
    if (this.program !== program) return;
    this.become('down');
    const delayMs = this.policy.afterDeath(performance.now());
    if (delayMs === null) {
      this.parts.onGivenUp(
        new SandboxFailure(
          'component_failed',
          `${this.name} died 6 times in a minute, at last with ${reason}`,
          program.failure(reason).about,
        ),
      );
      return;
    }
    this.restart = setTimeout(() => void this.revive(), delayMs);
  }

  private async revive(): Promise<void> {
    this.restarts += 1;
    try {
      await this.start();
      this.parts.onRevived();
    } catch {
      // Its end was noticed by onEnded, which tries again or gives up.
    }
  }

  private become(state: Slot['state']): void {
    this.state = state;
    this.parts.onChange();
  }
}
