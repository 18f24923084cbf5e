/** One line about a trace. */
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';

/** @param spans at least one, in any order */
export function summariseTrace(spans: readonly SpanView[]): TraceSummary {
  const inOrder = spans.toSorted((a, b) => a.startMs - b.startMs);
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
