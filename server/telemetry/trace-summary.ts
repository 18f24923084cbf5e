/** One line about a trace, and which traces a list asks for. */
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';

export interface TraceQuery {
  limit: number;
  errorsOnly: boolean;
  minDurationMs: number;
  service?: string;
  /** Only traces with a span over one of these links (`catalog->redis`). */
  links?: readonly string[];
  /** Only traces that began in this time, Unix milliseconds. */
  began?: { fromMs: number; toMs: number };
}

/** @param spans at least one, in any order */
export function summariseTrace(spans: readonly SpanView[]): TraceSummary {
  const inOrder = [...spans].sort((a, b) => a.startMs - b.startMs);
  const root = inOrder.find(({ parentSpanId }) => parentSpanId === null) ?? inOrder[0];
  if (!root) throw new Error('a trace without spans has no summary');
  return {
    traceId: root.traceId,
    root: `${root.service} ${root.name}`,
    startMs: root.startMs,
    durationMs: root.durationMs,
    spans: spans.length,
    error: spans.some(({ error }) => error),
    services: [...new Set(inOrder.map(({ service }) => service))],
  };
}

/** @param spans of the trace that `summary` tells of */
export function matchesQuery(spans: readonly SpanView[], summary: TraceSummary, query: TraceQuery): boolean {
  const { errorsOnly, minDurationMs, service, links, began } = query;
  if (errorsOnly && !summary.error) return false;
  if (summary.durationMs < minDurationMs) return false;
  if (began && (summary.startMs < began.fromMs || summary.startMs > began.toMs)) return false;
  if (links && !spans.some(({ attributes }) => links.includes(String(attributes['brownout.link'])))) return false;
  return service === undefined || summary.services.includes(service);
}
