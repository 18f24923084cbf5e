import { performance } from 'node:perf_hooks';
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { Runtime } from './runtime.ts';
import { failSpan } from './telemetry/observe.ts';

/** What people see of a job that they may stop. */
export interface JobFacts {
  job: string;
  state: 'running' | 'stopped';
  /** Runs that were finished by this instance, well or not. */
  runs: number;
  /** How long the newest one took; null before the first. */
  lastMs: number | null;
}

/** The jobs of a service that have a name. */
export class NamedJobs {
  private readonly known: JobFacts[] = [];

  constructor(private readonly runtime: Runtime) {}

  start(name: string, ms: number, run: () => Promise<void> | void): void {
    const facts: JobFacts = { job: name, state: 'running', runs: 0, lastMs: null };
    this.known.push(facts);
    // One instance does it for all; the first is always there.
    if (!/-1$/.test(this.runtime.boot.slot)) return;
    const timed = async (): Promise<void> => {
      const startedAtMs = performance.now();
      try {
        await run();
      } finally {
        facts.runs += 1;
        facts.lastMs = Math.round(performance.now() - startedAtMs);
      }
    };
    startJob(this.runtime, { ms, run: timed, name, isDue: () => this.stateOf(name) === 'running' });
  }

  facts(): JobFacts[] {
    return this.known.map((facts) => ({ ...facts, state: this.stateOf(facts.job) }));
  }

  private stateOf(name: string): JobFacts['state'] {
    return this.runtime.desired.policy(`job.${name}`) === 'stopped' ? 'stopped' : 'running';
  }
}

interface Job {
  ms: number;
  run: () => Promise<void> | void;
  /** As traces and the log call it; background work that nobody needs to know has none. */
  name?: string;
  /** Looked at before each run, never during one. */
  isDue?: () => boolean;
}

/** Runs `run` again and again, `ms` after the last run ended, until drain. */
export function startJob(runtime: Runtime, job: Job): void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = (job.isDue?.() === false ? Promise.resolve() : runOnce(runtime, job)).then(schedule);
    }, job.ms);
    timer.unref();
  };
  runtime.ending.onDrain(() => {
    stopped = true;
    clearTimeout(timer);
    return running;
  });
  schedule();
}

async function runOnce({ telemetry, log }: Runtime, { run, name }: Job): Promise<void> {
  const span = telemetry.tracer.startSpan(name === undefined ? 'job' : `job ${name}`, { kind: SpanKind.INTERNAL }, ROOT_CONTEXT);
  await context.with(trace.setSpan(ROOT_CONTEXT, span), async () => {
    try {
      await run();
    } catch (error) {
      failSpan(span, error);
      log.error('background job failed', { ...(name === undefined ? {} : { job: name }), error });
    } finally {
      span.end();
    }
  });
}
