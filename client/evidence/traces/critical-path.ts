/**
 * The critical path of a trace, as Jaeger and CRISP find it: from the end of the root backwards, into the child that finished last,
 * out of it again at its beginning, then into the one that had finished before that. What is left between them is the span's own.
 */
import type { SpanView } from '../../../core/protocol/traces.ts';
import { type Children, endOf } from './span-tree.ts';

interface Part {
  /** Unix milliseconds. */
  fromMs: number;
  toMs: number;
}

/** Parts by span, the last first. */
export type CriticalPath = ReadonlyMap<string, readonly Part[]>;

/** Clocks and rounding: a child may seem to end this much after what follows it has begun. */
const toleranceMs = 0.5;

export function criticalPathOf(children: Children): CriticalPath {
  const path = new Map<string, Part[]>();
  const root = longest(children.get(null) ?? []);
  const open = root ? [{ span: root, untilMs: endOf(root) }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { span, untilMs } = next;
    if (path.has(span.spanId)) continue;
    const parts: Part[] = [];
    let cursorMs = untilMs;
    for (const { child, endMs } of lastFirst(children.get(span.spanId) ?? [], { span, untilMs })) {
      // It ran beside one that had to end later: it held nothing up.
      if (endMs > cursorMs + toleranceMs) continue;
      if (cursorMs > endMs) parts.push({ fromMs: endMs, toMs: cursorMs });
      open.push({ span: child, untilMs: endMs });
      cursorMs = Math.max(span.startMs, child.startMs);
    }
    if (cursorMs > span.startMs) parts.push({ fromMs: span.startMs, toMs: cursorMs });
    path.set(span.spanId, parts);
  }
  return path;
}

function longest(spans: readonly SpanView[]): SpanView | null {
  return spans.reduce<SpanView | null>((best, span) => (!best || span.durationMs > best.durationMs ? span : best), null);
}

/**
 * Children that may have held the span up, by their end. One that goes on after the span is counted to the span's end, for a caller
 * that gave up had waited until then; but nobody waits for a consumer.
 */
function lastFirst(
  children: readonly SpanView[],
  { span, untilMs }: { span: SpanView; untilMs: number },
): { child: SpanView; endMs: number }[] {
  const parentEndMs = endOf(span);
  return children
    .filter((child) => child.startMs < untilMs && (child.kind !== 'consumer' || endOf(child) <= parentEndMs + toleranceMs))
    .map((child) => ({ child, endMs: Math.min(endOf(child), untilMs) }))
    .sort((a, b) => b.endMs - a.endMs || b.child.startMs - a.child.startMs);
}
