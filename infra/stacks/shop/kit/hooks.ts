import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { NamedHook } from '../../../../core/sandbox/messages.ts';
import type { HookSpec } from '../../../../core/sandbox/operations.ts';
import { ServiceError } from './errors.ts';

/** Work comes in slices of this length, so that a share of 0.8 holds the loop for 200 ms at a time. */
const busyPeriodMs = 250;

export interface HookOutcome {
  delayMs: number;
  /** Status to fail with, or null. */
  status: number | null;
}

/** What the hooks ask of one piece of work: delays add up, the first failure wins. */
export function hookOutcome(hooks: readonly HookSpec[], random: () => number): HookOutcome {
  const outcome: HookOutcome = { delayMs: 0, status: null };
  for (const hook of hooks) {
    if (hook.type === 'delay' && random() < hook.share) outcome.delayMs += Math.max(0, hook.ms + (random() * 2 - 1) * hook.jitterMs);
    if (hook.type === 'fail' && outcome.status === null && random() < hook.share) outcome.status = hook.status;
  }
  return outcome;
}

/** Share of time the process is to be kept busy: the highest asked for. */
export function busyShare(hooks: readonly HookSpec[]): number {
  return hooks.reduce((most, hook) => (hook.type === 'busy' ? Math.max(most, hook.share) : most), 0);
}

/** Applies the hooks in force. What they do looks like the service's own behaviour. */
export class Hooks {
  private specs: HookSpec[] = [];
  private share = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly random: () => number) {}

  set(hooks: readonly NamedHook[]): void {
    this.specs = hooks.map(({ hook }) => hook);
    this.share = busyShare(this.specs);
    if (this.share > 0 && !this.timer) this.scheduleBusy();
  }

  /** Runs before a request or message is handled. @throws ServiceError when the work is to fail. */
  async beforeWork(): Promise<void> {
    if (this.specs.length === 0) return;
    const { delayMs, status } = hookOutcome(this.specs, this.random);
    if (delayMs > 0) await wait(delayMs);
    if (status !== null) throw new ServiceError(status, status < 500 ? 'rejected' : 'internal', 'internal error');
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.share = 0;
  }

  private scheduleBusy(): void {
    this.timer = setTimeout(
      () => {
        const until = performance.now() + busyPeriodMs * this.share;
        while (performance.now() < until);
        this.timer = undefined;
        if (this.share > 0) this.scheduleBusy();
      },
      busyPeriodMs * (1 - this.share),
    );
    this.timer.unref();
  }
}
