/** What a key does in the waterfall; as in a tree, with zoom beside it. */
import type { TraceRow } from './trace-layout.ts';

export type WaterfallAct =
  | { do: 'go'; index: number }
  | { do: 'fold'; spanId: string }
  | { do: 'open' }
  | { do: 'zoom'; factor: number }
  | { do: 'whole' };

export interface WaterfallPlace {
  rows: readonly TraceRow[];
  /** Of the active row; -1 for none. */
  index: number;
  collapsed: ReadonlySet<string>;
  /** Rows in sight. */
  pageRows: number;
}

/** Null for a key that means nothing here. */
export function actOf(key: string, place: WaterfallPlace): WaterfallAct | null {
  const { rows, index, pageRows } = place;
  const go = (to: number): WaterfallAct => ({ do: 'go', index: Math.min(rows.length - 1, Math.max(0, to)) });
  const acts: Record<string, () => WaterfallAct | null> = {
    ArrowDown: () => go(index + 1),
    ArrowUp: () => go(index - 1),
    PageDown: () => go(index + pageRows),
    PageUp: () => go(index - pageRows),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => inwards(place),
    ArrowLeft: () => outwards(place),
    Enter: () => (index < 0 ? null : { do: 'open' }),
    ' ': () => (index < 0 ? null : { do: 'open' }),
    e: () => nextError(place),
    '+': () => ({ do: 'zoom', factor: 2 }),
    '=': () => ({ do: 'zoom', factor: 2 }),
    '-': () => ({ do: 'zoom', factor: 0.5 }),
    '0': () => ({ do: 'whole' }),
  };
  return rows.length === 0 ? null : (acts[key]?.() ?? null);
}

function inwards({ rows, index, collapsed }: WaterfallPlace): WaterfallAct | null {
  const row = rows[index];
  if (!row?.hasChildren) return null;
  return collapsed.has(row.span.spanId) ? { do: 'fold', spanId: row.span.spanId } : { do: 'go', index: index + 1 };
}

function outwards({ rows, index, collapsed }: WaterfallPlace): WaterfallAct | null {
  const row = rows[index];
  if (!row) return null;
  if (row.hasChildren && !collapsed.has(row.span.spanId)) return { do: 'fold', spanId: row.span.spanId };
  for (let above = index - 1; above >= 0; above -= 1) if ((rows[above]?.depth ?? 0) < row.depth) return { do: 'go', index: above };
  return null;
}

function nextError({ rows, index }: WaterfallPlace): WaterfallAct | null {
  const isError = ({ span }: TraceRow): boolean => span.error;
  const later = rows.findIndex((row, at) => at > index && isError(row));
  const next = later === -1 ? rows.findIndex(isError) : later;
  return next === -1 ? null : { do: 'go', index: next };
}
