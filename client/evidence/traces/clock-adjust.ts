/**
 * Clocks of instances differ. A span that another instance served, but that lies outside of the call that caused it, is drawn in the
 * middle of that call, and all that this instance did below it moves along; as Jaeger does, and told as there.
 */
import type { SpanView } from '../../../core/protocol/traces.ts';
import { childrenOf, endOf } from './span-tree.ts';

export interface Adjusted {
  spans: readonly SpanView[];
  /** Milliseconds by span, of those that were moved. */
  shifts: ReadonlyMap<string, number>;
}

/** Clocks of one machine differ by less. */
const toleranceMs = 1;

export function adjustClocks(spans: readonly SpanView[]): Adjusted {
  const shifts = new Map<string, number>();
  if (!spans.some(({ parentSpanId }) => parentSpanId !== null)) return { spans, shifts };
  const children = childrenOf(spans);
  const open = (children.get(null) ?? []).map((span) => ({ span, shift: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { span, shift } = next;
    if (shift !== 0) shifts.set(span.spanId, shift);
    for (const child of children.get(span.spanId) ?? []) open.push({ span: child, shift: shiftOf(child, span, shift) });
  }
  if (shifts.size === 0) return { spans, shifts };
  return {
    spans: spans.map((span) => {
      const shift = shifts.get(span.spanId);
      return shift === undefined ? span : { ...span, startMs: span.startMs + shift };
    }),
    shifts,
  };
}

/** @param parentShift of the parent: what the same instance did moves with it */
function shiftOf(child: SpanView, parent: SpanView, parentShift: number): number {
  if (child.slot === parent.slot) return parentShift;
  const startMs = parent.startMs + parentShift;
  const endMs = endOf(parent) + parentShift;
  const isBefore = child.startMs < startMs - toleranceMs;
  const isAfter = child.kind === 'server' && child.startMs > endMs + toleranceMs;
  if (!isBefore && !isAfter) return 0;
  return startMs + Math.max(0, (parent.durationMs - child.durationMs) / 2) - child.startMs;
}
