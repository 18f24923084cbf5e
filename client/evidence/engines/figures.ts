/** Figures of engines, in slots that keep their width. */
import { count, milliseconds } from '../../format.ts';

export function bytes(value: number | null): string {
  if (value === null) return '–';
  if (value < 1024) return `${value} B`;
  if (value < 1024 ** 2) return `${(value / 1024).toFixed(1)} kB`;
  return value < 1024 ** 3 ? `${(value / 1024 ** 2).toFixed(1)} MB` : `${(value / 1024 ** 3).toFixed(1)} GB`;
}

export function perSecond(value: number | null): string {
  if (value === null) return '–';
  return value < 100 ? `${value.toFixed(1)}/s` : `${count(value)}/s`;
}

/** Seconds up to two minutes, then minutes. */
export function ago(ms: number | null): string {
  if (ms === null) return '–';
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

export function share(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}

export function planMs(value: number | null): string {
  return value === null ? '–' : value < 1 ? `${value.toFixed(2)} ms` : milliseconds(value);
}

/** A smaller table is read whole more quickly than through an index. */
const leastRows = 1_000;
/** Reads of the whole table, per second. */
const wholeReads = 0.5;
const manyRows = 5_000;

/** Whether a table is read whole so often that an index is likely missing. */
export function missesIndex({ rows, seqRowsPerSecond }: { rows: number; seqRowsPerSecond: number | null }): boolean {
  return rows >= leastRows && (seqRowsPerSecond ?? 0) >= Math.min(manyRows, rows * wholeReads);
}
