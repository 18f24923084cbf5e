/** A trace as rows: depth, place in time, own time and the path that decided how long it all took. */
import type { SpanView } from '../../core/protocol/traces.ts';

export interface TraceRow {
  span: SpanView;
  depth: number;
  hasChildren: boolean;
  /** From the start of the trace. */
  offsetMs: number;
  durationMs: number;
  /** Time in which no child was at work. */
  selfMs: number;
  critical: boolean;
  /** Its parent never arrived. */
  orphan: boolean;
}

export interface TraceLayout {
  rows: TraceRow[];
  startMs: number;
  durationMs: number;
  errors: number;
  services: string[];
}

export function layoutTrace(spans: readonly SpanView[]): TraceLayout {
  if (spans.length === 0) return { rows: [], startMs: 0, durationMs: 0, errors: 0, services: [] };
  const children = childrenOf(spans);
  const startMs = spans.reduce((min, span) => Math.min(min, span.startMs), Number.POSITIVE_INFINITY);
  const endMs = spans.reduce((max, span) => Math.max(max, endOf(span)), 0);
  const rows = rowsOf(children, startMs);
  return {
    rows,
    startMs,
    durationMs: endMs - startMs,
    errors: spans.filter(({ error }) => error).length,
    services: [...new Set(rows.map(({ span }) => span.service))],
  };
}

type Children = ReadonlyMap<string | null, readonly SpanView[]>;

/** By parent, in order of time; a span whose parent is not here stands at the top. */
function childrenOf(spans: readonly SpanView[]): Children {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string | null, SpanView[]>();
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const parent = span.parentSpanId !== null && known.has(span.parentSpanId) ? span.parentSpanId : null;
    const siblings = children.get(parent) ?? [];
    siblings.push(span);
    children.set(parent, siblings);
  }
  return children;
}

function rowsOf(children: Children, startMs: number): TraceRow[] {
  const critical = criticalPath(children);
  const top = children.get(null) ?? [];
  const topIds = new Set(top.map(({ spanId }) => spanId));
  const rows: TraceRow[] = [];
  const open = top.map((span) => ({ span, depth: 0 })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { span, depth } = next;
    const below = children.get(span.spanId) ?? [];
    rows.push({
      span,
      depth,
      hasChildren: below.length > 0,
      offsetMs: span.startMs - startMs,
      durationMs: span.durationMs,
      selfMs: selfTime(span, below),
      critical: critical.has(span.spanId),
      orphan: span.parentSpanId !== null && topIds.has(span.spanId),
    });
    for (const child of below.toReversed()) open.push({ span: child, depth: depth + 1 });
  }
  return rows;
}

/** Children may overlap and may run past their parent (other clocks, work that goes on): only what lies inside counts. */
function selfTime(span: SpanView, children: readonly SpanView[]): number {
  const end = span.startMs + span.durationMs;
  let covered = 0;
  let reached = span.startMs;
  for (const child of children) {
    const from = Math.max(reached, child.startMs);
    const to = Math.min(end, child.startMs + child.durationMs);
    if (to > from) {
      covered += to - from;
      reached = to;
    }
  }
  return Math.max(0, span.durationMs - covered);
}

/** From the longest root down: at each span the child that ended last, then the ones that had to end before it began. */
function criticalPath(children: Children): Set<string> {
  const path = new Set<string>();
  const root = (children.get(null) ?? []).reduce<SpanView | null>(
    (best, span) => (!best || span.durationMs > best.durationMs ? span : best),
    null,
  );
  const open = root ? [root] : [];
  for (let span = open.pop(); span; span = open.pop()) {
    if (path.has(span.spanId)) continue;
    path.add(span.spanId);
    let limit = span.startMs + span.durationMs;
    const below = (children.get(span.spanId) ?? []).toSorted((a, b) => endOf(b) - endOf(a));
    for (const child of below) {
      // One that outlives its parent did not hold it up.
      if (endOf(child) > limit + 0.5) continue;
      open.push(child);
      limit = child.startMs;
    }
  }
  return path;
}

const endOf = ({ startMs, durationMs }: SpanView): number => startMs + durationMs;

/** Rows that are left when those below collapsed spans are hidden. */
export function visibleRows(rows: readonly TraceRow[], collapsed: ReadonlySet<string>): TraceRow[] {
  const visible: TraceRow[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > hiddenBelow) continue;
    hiddenBelow = collapsed.has(row.span.spanId) ? row.depth : Number.POSITIVE_INFINITY;
    visible.push(row);
  }
  return visible;
}
