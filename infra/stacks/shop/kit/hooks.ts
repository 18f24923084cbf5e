import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { inSegment } from '../../../../core/sandbox/load-shape.ts';
import type { NamedHook } from '../../../../core/sandbox/messages.ts';
import type { HookSpec } from '../../../../core/sandbox/operations.ts';
import { BlockingCalls } from './blocking-calls.ts';
import { ServiceError } from './errors.ts';
import { Housekeeping } from './housekeeping.ts';
import { WorkTrail } from './work-trail.ts';

export interface HookOutcome {
  delayMs: number;
  /** Status to fail with, or null. */
  status: number | null;
}

/** What a piece of work says about itself by field (`currency`, `category`); undefined when it says nothing. */
export type About = (field: string) => string | undefined;

const aboutNothing: About = () => undefined;

/** What the hooks ask of one piece of work: delays add up, the first failure that means it wins. */
export function hookOutcome(hooks: readonly HookSpec[], random: () => number, about: About = aboutNothing): HookOutcome {
  const outcome: HookOutcome = { delayMs: 0, status: null };
  for (const hook of hooks) {
    if (hook.type === 'delay' && random() < hook.share) outcome.delayMs += Math.max(0, hook.ms + (random() * 2 - 1) * hook.jitterMs);
    if (hook.type === 'fail' && outcome.status === null && isMeant(hook, about) && random() < hook.share) outcome.status = hook.status;
  }
  return outcome;
}

function isMeant({ segment }: Extract<HookSpec, { type: 'fail' }>, about: About): boolean {
  return segment === undefined || inSegment(about(segment.field) ?? '', segment.value);
}

/** Share of time the process is to be kept busy: the highest asked for. */
export function busyShare(hooks: readonly HookSpec[]): number {
  return hooks.reduce((most, hook) => (hook.type === 'busy' ? Math.max(most, hook.share) : most), 0);
}

/** Applies the hooks in force. What they do looks like the service's own behaviour. */
export class Hooks {
  private specs: HookSpec[] = [];
  private clockOffsetMs = 0;
  private readonly housekeeping = new Housekeeping();
  private readonly trail = new WorkTrail();
  private readonly blocking = new BlockingCalls();
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly random: () => number) {}

  set(hooks: readonly NamedHook[]): void {
    this.specs = hooks.map(({ hook }) => hook);
    this.housekeeping.set(busyShare(this.specs));
    this.trail.setRate(
      this.sumOf('retain', ({ mbPerMinute }) => mbPerMinute),
      performance.now(),
    );
    this.blocking.set(Math.max(0, ...this.of('block').map(({ holdMs }) => holdMs)));
    this.clockOffsetMs = this.sumOf('clock', ({ offsetMs }) => offsetMs);
    for (const listener of this.listeners) listener();
  }

  /** Told after every change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The wall clock as this process has it. Unix milliseconds. */
  wallMs(): number {
    return Date.now() + this.clockOffsetMs;
  }

  /** Share of failed database work that forgets to give its connection back. */
  get keepShare(): number {
    return Math.max(0, ...this.of('keep').map(({ share }) => share));
  }

  /** Whether metrics repeat what they said last. */
  get echoes(): boolean {
    return this.of('echo').length > 0;
  }

  /** Runs before a request or message is handled. @throws ServiceError when the work is to fail. */
  async beforeWork(about: About = aboutNothing): Promise<void> {
    if (this.specs.length === 0) return;
    this.trail.note(performance.now());
    const { delayMs, status } = hookOutcome(this.specs, this.random, about);
    if (delayMs > 0) await wait(delayMs);
    if (status !== null) throw new ServiceError(status, status < 500 ? 'rejected' : 'internal', 'internal error');
  }

  stop(): void {
    this.housekeeping.stop();
    this.blocking.set(0);
  }

  private of<Type extends HookSpec['type']>(type: Type): Extract<HookSpec, { type: Type }>[] {
    return this.specs.filter((spec): spec is Extract<HookSpec, { type: Type }> => spec.type === type);
  }

  private sumOf<Type extends HookSpec['type']>(type: Type, amount: (spec: Extract<HookSpec, { type: Type }>) => number): number {
    return this.of(type).reduce((sum, spec) => sum + amount(spec), 0);
  }
}
