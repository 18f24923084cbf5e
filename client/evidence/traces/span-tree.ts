import type { SpanView } from '../../../core/protocol/traces.ts';

/** By parent, in order of time; under null those without a parent, or whose parent never came. */
export type Children = ReadonlyMap<string | null, readonly SpanView[]>;

export function childrenOf(spans: readonly SpanView[]): Children {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string | null, SpanView[]>();
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const parent = span.parentSpanId !== null && known.has(span.parentSpanId) ? span.parentSpanId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(span);
    else children.set(parent, [span]);
  }
  return children;
}

export const endOf = ({ startMs, durationMs }: SpanView): number => startMs + durationMs;
