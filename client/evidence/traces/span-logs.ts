/** Log lines of a trace at the spans in which they were written: a line names its instance and its time, not its span. */
import type { LogLine } from '../../../core/protocol/logs.ts';
import type { TraceRow } from './trace-layout.ts';

/** A line is stamped a little before or after the work it tells of. */
const toleranceMs = 2;

/** By span. A line that fits no span of its instance stands at the last one that the instance began before it. */
export function logsBySpan(rows: readonly TraceRow[], logs: readonly LogLine[]): ReadonlyMap<string, readonly LogLine[]> {
  const bySlot = new Map<string, TraceRow[]>();
  if (logs.length > 0) for (const row of rows) append(bySlot, row.span.slot, row);
  const bySpan = new Map<string, LogLine[]>();
  for (const line of logs.toSorted((a, b) => a.atMs - b.atMs)) {
    const row = placeOfLine(bySlot.get(line.slot) ?? [], line);
    if (row) append(bySpan, row.span.spanId, line);
  }
  return bySpan;
}

function placeOfLine(rows: readonly TraceRow[], line: LogLine): TraceRow | null {
  const deepestInside = lastWithMost(rows, (row) => (whenIn(row, line) === 'inside' ? row.depth : null));
  const lastBegun = (): TraceRow | null => lastWithMost(rows, (row) => (whenIn(row, line) === 'before' ? null : row.span.startMs));
  return deepestInside ?? lastBegun() ?? rows[0] ?? null;
}

/** Rows without a value do not count. */
function lastWithMost(rows: readonly TraceRow[], valueOf: (row: TraceRow) => number | null): TraceRow | null {
  let found: TraceRow | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = valueOf(row);
    if (value === null || value < most) continue;
    found = row;
    most = value;
  }
  return found;
}

function whenIn({ span: { startMs, durationMs }, shiftMs }: TraceRow, line: LogLine): 'before' | 'inside' | 'after' {
  // The line was stamped by the clock that is off, the span was moved.
  const atMs = line.atMs + shiftMs;
  if (atMs < startMs - toleranceMs) return 'before';
  return atMs <= startMs + durationMs + toleranceMs ? 'inside' : 'after';
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
