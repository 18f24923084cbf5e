import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { Runtime } from './runtime.ts';
import { failSpan } from './telemetry/observe.ts';

/** Runs `run` again and again, `ms` after the last run ended, until drain. */
export function startJob(runtime: Runtime, ms: number, run: () => Promise<void> | void): void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = runOnce(runtime, run).then(schedule);
    }, ms);
    timer.unref();
  };
  runtime.ending.onDrain(() => {
    stopped = true;
    clearTimeout(timer);
    return running;
  });
  schedule();
}

async function runOnce({ telemetry, log }: Runtime, run: () => Promise<void> | void): Promise<void> {
  const span = telemetry.tracer.startSpan('job', { kind: SpanKind.INTERNAL }, ROOT_CONTEXT);
  await context.with(trace.setSpan(ROOT_CONTEXT, span), async () => {
    try {
      await run();
    } catch (error) {
      failSpan(span, error);
      log.error('background job failed', { error });
    } finally {
      span.end();
    }
  });
}
