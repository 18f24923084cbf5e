import { type Context, context, ROOT_CONTEXT, SpanStatusCode, TraceFlags, type Tracer, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, expect, test } from 'vitest';
import { shareOf } from '../random.ts';
import { TailKeeper } from './tail-keeper.ts';

const providers: BasicTracerProvider[] = [];
afterEach(async () => {
  await Promise.all(providers.splice(0).map((provider) => provider.shutdown()));
});

function harness(): { tracer: Tracer; kept: () => string[] } {
  const exporter = new InMemorySpanExporter();
  const keeper = new TailKeeper(new SimpleSpanProcessor(exporter), { slowMs: 500, share: 0.1 });
  const provider = new BasicTracerProvider({ spanProcessors: [keeper] });
  providers.push(provider);
  return { tracer: provider.getTracer('test'), kept: () => exporter.getFinishedSpans().map(({ name }) => name) };
}

const ids = Array.from({ length: 4000 }, (_, index) => (index + 1).toString(16).padStart(32, 'a'));
const dropped = ids.find((id) => shareOf(id) >= 0.1) ?? '';
const sampled = ids.find((id) => shareOf(id) < 0.1) ?? '';

function remoteParent(traceId: string): Context {
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: '00f067aa0ba902b7', traceFlags: TraceFlags.SAMPLED, isRemote: true });
}

// A small number would be taken for the age of the process, and for a date while the process is younger than that.
const startMs = Date.UTC(2026, 0, 1);

/** A local root of `durationMs` with one child inside. */
function record(tracer: Tracer, traceId: string, options: { durationMs: number; childFails?: boolean }): void {
  const root = tracer.startSpan('root', { startTime: startMs }, remoteParent(traceId));
  const child = tracer.startSpan('child', { startTime: startMs + 1 }, trace.setSpan(context.active(), root));
  if (options.childFails) child.setStatus({ code: SpanStatusCode.ERROR });
  child.end(startMs + 2);
  root.end(startMs + options.durationMs);
}

test('a fast healthy local root outside the share is dropped whole', () => {
  const { tracer, kept } = harness();
  record(tracer, dropped, { durationMs: 20 });
  expect(kept()).toEqual([]);
});

test('a trace id inside the share is kept whole, in every service', () => {
  const first = harness();
  const second = harness();
  record(first.tracer, sampled, { durationMs: 20 });
  record(second.tracer, sampled, { durationMs: 20 });
  expect(first.kept()).toEqual(['child', 'root']);
  expect(second.kept()).toEqual(['child', 'root']);
});

test('an error anywhere or a slow local root keeps all of it', () => {
  const failing = harness();
  record(failing.tracer, dropped, { durationMs: 20, childFails: true });
  expect(failing.kept()).toEqual(['child', 'root']);
  const slow = harness();
  record(slow.tracer, dropped, { durationMs: 500 });
  expect(slow.kept()).toEqual(['child', 'root']);
});

test('nothing leaves before the local root has ended', () => {
  const { tracer, kept } = harness();
  const root = tracer.startSpan('root', {}, remoteParent(sampled));
  tracer.startSpan('child', {}, trace.setSpan(context.active(), root)).end();
  expect(kept()).toEqual([]);
  root.end();
  expect(kept()).toEqual(['child', 'root']);
});

test('a span that outlives its local root follows the decision unless it fails', () => {
  const outlive = (traceId: string, fails: boolean): string[] => {
    const { tracer, kept } = harness();
    const root = tracer.startSpan('root', {}, remoteParent(traceId));
    const late = tracer.startSpan('late', {}, trace.setSpan(context.active(), root));
    root.end();
    if (fails) late.setStatus({ code: SpanStatusCode.ERROR });
    late.end();
    return kept();
  };
  expect(outlive(dropped, false)).toEqual([]);
  expect(outlive(sampled, false)).toEqual(['root', 'late']);
  expect(outlive(dropped, true)).toEqual(['late']);
});

test('the share is about a tenth of trace ids', () => {
  const share = ids.filter((id) => shareOf(id) < 0.1).length / ids.length;
  expect(share).toBeGreaterThan(0.08);
  expect(share).toBeLessThan(0.12);
});
