import { performance } from 'node:perf_hooks';
import {
  type Attributes,
  type Context,
  context,
  type Histogram,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';

/** One operation to be seen: a span, and a duration in a histogram. */
export interface Operation {
  tracer: Tracer;
  histogram: Histogram;
  /** Low-cardinality span name. */
  name: string;
  kind: SpanKind;
  /** On the span and on the metric: low cardinality only. */
  attributes: Attributes;
  /** On the span alone. */
  spanAttributes?: Attributes;
  /** Default: the active context. */
  parent?: Context;
}

/** What `run` may add once it knows more. */
export interface Observation {
  span: Span;
  /** Adds to the span and to the metric. */
  add(attributes: Attributes): void;
}

/** Runs `run` inside a span and records how long it took, whether it threw or not. */
export async function observe<T>(operation: Operation, run: (observation: Observation) => Promise<T>): Promise<T> {
  const parent = operation.parent ?? context.active();
  const attributes: Attributes = { ...operation.attributes };
  const span = operation.tracer.startSpan(operation.name, { kind: operation.kind }, parent);
  span.setAttributes(attributes);
  if (operation.spanAttributes) span.setAttributes(operation.spanAttributes);
  const add = (more: Attributes): void => {
    Object.assign(attributes, more);
    span.setAttributes(more);
  };
  const startedAtMs = performance.now();
  try {
    return await context.with(trace.setSpan(parent, span), run, undefined, { span, add });
  } catch (error) {
    add({ 'error.type': errorType(error) });
    failSpan(span, error);
    throw error;
  } finally {
    operation.histogram.record((performance.now() - startedAtMs) / 1000, attributes);
    span.end();
  }
}

/** Marks the span as failed, with the error's message and stack. */
export function failSpan(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
  if (error instanceof Error) span.recordException(error);
}

/** Low-cardinality name of an error: its code, else its class. */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code !== '' ? code : error.name;
}
