/** One line about a trace, and which traces a list asks for. */
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';

export interface TraceQuery {
  limit: number;
  errorsOnly: boolean;
  minDurationMs: number;
  service?: string;
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

export function matchesQuery(summary: TraceSummary, { errorsOnly, minDurationMs, service }: TraceQuery): boolean {
  if (errorsOnly && !summary.error) return false;
  if (summary.durationMs < minDurationMs) return false;
  return service === undefined || summary.services.includes(service);
}
