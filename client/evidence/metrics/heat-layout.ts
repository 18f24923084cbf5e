/** A latency heatmap as cells: time to the right, durations upwards, one row for each bucket that was used. */
import type { Heatmap } from '../../../core/protocol/breakdown.ts';
import { milliseconds } from '../../format.ts';

export interface HeatCell {
  column: number;
  /** From the bottom. */
  row: number;
  count: number;
  /** 0 to 1 of the fullest cell. */
  share: number;
}

export interface HeatRow {
  /** Milliseconds; the last bucket has no upper end. */
  fromMs: number;
  toMs: number | null;
}

export interface HeatLayout {
  cells: readonly HeatCell[];
  /** From the bottom. */
  rows: readonly HeatRow[];
  /** When each column began, Unix milliseconds. */
  columns: readonly number[];
  stepMs: number;
  /** Requests in the fullest cell. */
  most: number;
}

/** Rows above and below what was used, so that a shift has somewhere to go. */
const spareRows = 1;

export function layoutHeat({ boundsMs, columns, stepMs }: Heatmap): HeatLayout {
  const used = columns.flatMap(({ counts }) => counts.flatMap((count, index) => (count > 0 ? [index] : [])));
  const lowest = Math.max(0, used.reduce((least, index) => Math.min(least, index), boundsMs.length) - spareRows);
  const highest = Math.min(boundsMs.length, used.reduce((largest, index) => Math.max(largest, index), -1) + spareRows);
  const most = columns.reduce((largest, { counts }) => counts.reduce((max, count) => Math.max(max, count), largest), 0);
  const cells = columns.flatMap(({ counts }, column) =>
    counts.flatMap((count, index) => (count > 0 ? [{ column, row: index - lowest, count, share: count / most }] : [])),
  );
  const rows = used.length === 0 ? [] : rowsOf(boundsMs).slice(lowest, highest + 1);
  return { cells, rows, columns: columns.map(({ atMs }) => atMs), stepMs, most };
}

function rowsOf(boundsMs: readonly number[]): HeatRow[] {
  return [...boundsMs, null].map((toMs, index) => ({ fromMs: boundsMs[index - 1] ?? 0, toMs }));
}

/** How strong a cell is drawn, 0.12 to 1: a single slow request must be seen beside hundreds of quick ones. */
export const strengthOf = (share: number): number => 0.12 + 0.88 * Math.sqrt(share);

export interface HeatPlace {
  column: number;
  row: number;
}

export const cellAt = ({ cells }: HeatLayout, { column, row }: HeatPlace): HeatCell | null =>
  cells.find((cell) => cell.column === column && cell.row === row) ?? null;

/** `20 ms – 30 ms`. */
export function bandWords({ fromMs, toMs }: HeatRow): string {
  return toMs === null ? `over ${milliseconds(fromMs)}` : `${milliseconds(fromMs)} – ${milliseconds(toMs)}`;
}

/** Where a key leads from a place, from the newest column where there is none; null for a key that leads nowhere. */
export function stepIn({ rows, columns }: HeatLayout, at: HeatPlace | null, key: string): HeatPlace | null {
  const last = { column: columns.length - 1, row: rows.length - 1 };
  if (last.column < 0 || last.row < 0) return null;
  const from = at ?? { column: last.column, row: 0 };
  const moved = movedBy(from, key, last);
  if (!moved) return null;
  return { column: within(moved.column, last.column), row: within(moved.row, last.row) };
}

function movedBy({ column, row }: HeatPlace, key: string, last: HeatPlace): HeatPlace | null {
  switch (key) {
    case 'ArrowLeft':
      return { column: column - 1, row };
    case 'ArrowRight':
      return { column: column + 1, row };
    case 'ArrowUp':
      return { column, row: row + 1 };
    case 'ArrowDown':
      return { column, row: row - 1 };
    case 'Home':
      return { column: 0, row };
    case 'End':
      return { column: last.column, row };
    default:
      return null;
  }
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
