/** A ring of whole traces, bounded by an estimate of its bytes; the oldest trace goes first. */
import type { SpanView, TraceSummary } from '../ports/telemetry.ts';

interface StoredTrace {
  spans: SpanView[];
  bytes: number;
}

export interface TraceQuery {
  limit: number;
  errorsOnly: boolean;
  minDurationMs: number;
  service?: string;
}

export interface SpanStore {
  add(span: SpanView): void;
  recent(query: TraceQuery): TraceSummary[];
  trace(traceId: string): SpanView[];
}

const spanBaseBytes = 400;

export function createSpanStore(maxBytes: number): SpanStore {
  const traces = new Map<string, StoredTrace>();
  let bytes = 0;
  return {
    add(span) {
      const size = estimateBytes(span);
      const stored = traces.get(span.traceId) ?? { spans: [], bytes: 0 };
      stored.spans.push(span);
      stored.bytes += size;
      bytes += size;
      traces.set(span.traceId, stored);
      for (const [traceId, oldest] of traces) {
        if (bytes <= maxBytes) break;
        traces.delete(traceId);
        bytes -= oldest.bytes;
      }
    },
    recent(query) {
      const found: TraceSummary[] = [];
      const newestFirst = [...traces].reverse();
      for (const [traceId, { spans }] of newestFirst) {
        const summary = summarise(traceId, spans);
        if (matches({ summary, spans, query })) found.push(summary);
        if (found.length >= query.limit) break;
      }
      return found;
    },
    trace(traceId) {
      return [...(traces.get(traceId)?.spans ?? [])].sort((a, b) => a.startMs - b.startMs);
    },
  };
}

function estimateBytes(span: SpanView): number {
  return Object.entries(span.attributes).reduce((sum, [key, value]) => sum + 2 * key.length + 2 * String(value).length + 16, spanBaseBytes);
}

function summarise(traceId: string, spans: readonly SpanView[]): TraceSummary {
  const first = spans.reduce((earliest, span) => (span.startMs < earliest.startMs ? span : earliest));
  const root = spans.find(({ parentSpanId }) => parentSpanId === null) ?? first;
  return {
    traceId,
    root: `${root.service} ${root.name}`,
    startMs: root.startMs,
    durationMs: root.durationMs,
    spans: spans.length,
    error: spans.some(({ error }) => error),
  };
}

function matches({ summary, spans, query }: { summary: TraceSummary; spans: readonly SpanView[]; query: TraceQuery }): boolean {
  if (query.errorsOnly && !summary.error) return false;
  if (summary.durationMs < query.minDurationMs) return false;
  return query.service === undefined || spans.some(({ service }) => service === query.service);
}
