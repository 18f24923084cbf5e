/** A trace as rows: depth, place in time, own time and the path that decided how long it all took. */
import type { SpanView } from '../../../core/protocol/traces.ts';
import { adjustClocks } from './clock-adjust.ts';
import { type CriticalPath, criticalPathOf } from './critical-path.ts';
import { type Children, childrenOf, endOf } from './span-tree.ts';

export interface TraceRow {
  span: SpanView;
  depth: number;
  hasChildren: boolean;
  /** From the start of the trace. */
  offsetMs: number;
  durationMs: number;
  /** Time in which no child was at work. */
  selfMs: number;
  /** Parts of it that decided how long the trace took, from the start of the trace; empty off the critical path. */
  critical: readonly { fromMs: number; toMs: number }[];
  /** Its parent never arrived. */
  orphan: boolean;
  /** By how much it was moved because the clock of its instance is off. */
  shiftMs: number;
}

export interface TraceLayout {
  rows: TraceRow[];
  startMs: number;
  durationMs: number;
  errors: number;
  services: string[];
}

const nothing: TraceLayout = { rows: [], startMs: 0, durationMs: 0, errors: 0, services: [] };

export function layoutTrace(given: readonly SpanView[]): TraceLayout {
  if (given.length === 0) return nothing;
  const { spans, shifts } = adjustClocks(given);
  const children = childrenOf(spans);
  const startMs = spans.reduce((min, span) => Math.min(min, span.startMs), Number.POSITIVE_INFINITY);
  const endMs = spans.reduce((max, span) => Math.max(max, endOf(span)), 0);
  const rows = rowsOf(children, { startMs, shifts, critical: criticalPathOf(children) });
  return {
    rows,
    startMs,
    durationMs: endMs - startMs,
    errors: spans.filter(({ error }) => error).length,
    services: [...new Set(rows.map(({ span }) => span.service))],
  };
}

interface Place {
  startMs: number;
  shifts: ReadonlyMap<string, number>;
  critical: CriticalPath;
}

const notCritical: readonly never[] = [];

function rowsOf(children: Children, { startMs, shifts, critical }: Place): TraceRow[] {
  const top = children.get(null) ?? [];
  const rows: TraceRow[] = [];
  const open = top.map((span) => ({ span, depth: 0 })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { span, depth } = next;
    const below = children.get(span.spanId) ?? [];
    const parts = critical.get(span.spanId);
    rows.push({
      span,
      depth,
      hasChildren: below.length > 0,
      offsetMs: span.startMs - startMs,
      durationMs: span.durationMs,
      selfMs: selfTime(span, below),
      critical: parts ? parts.map(({ fromMs, toMs }) => ({ fromMs: fromMs - startMs, toMs: toMs - startMs })) : notCritical,
      orphan: span.parentSpanId !== null && depth === 0,
      shiftMs: shifts.get(span.spanId) ?? 0,
    });
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const child = below[index];
      if (child) open.push({ span: child, depth: depth + 1 });
    }
  }
  return rows;
}

/** Children may overlap and may run past their parent (work that goes on): only what lies inside counts. */
function selfTime(span: SpanView, children: readonly SpanView[]): number {
  const end = endOf(span);
  let covered = 0;
  let reached = span.startMs;
  for (const child of children) {
    const from = Math.max(reached, child.startMs);
    const to = Math.min(end, endOf(child));
    if (to > from) {
      covered += to - from;
      reached = to;
    }
  }
  return Math.max(0, span.durationMs - covered);
}

/** Rows that are left when those below collapsed spans are hidden. */
export function visibleRows(rows: readonly TraceRow[], collapsed: ReadonlySet<string>): readonly TraceRow[] {
  if (collapsed.size === 0) return rows;
  const visible: TraceRow[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > hiddenBelow) continue;
    hiddenBelow = collapsed.has(row.span.spanId) ? row.depth : Number.POSITIVE_INFINITY;
    visible.push(row);
  }
  return visible;
}
