/** A ring of whole traces, bounded by an estimate of its bytes; the oldest trace goes first. */
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';
import { matchesQuery, summariseTrace, type TraceQuery } from './trace-summary.ts';

interface StoredTrace {
  spans: SpanView[];
  bytes: number;
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
      for (const [, { spans }] of newestFirst) {
        const summary = summariseTrace(spans);
        if (matchesQuery(spans, summary, query)) found.push(summary);
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
