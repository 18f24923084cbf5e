/** What a chart says in words and figures. */
import { clock } from '../format.ts';

export interface ChartMarker {
  /** Game milliseconds. */
  atMs: number;
  kind: 'alert' | 'action' | 'change' | 'milestone' | 'inject';
  label: string;
}

export const markerShapes: Record<ChartMarker['kind'], string> = { alert: '▲', action: '◆', change: '●', milestone: '│', inject: '▼' };

/** A cursor this close to a marker shows its words. */
const nearMs = 4000;

export function nearestMarker(markers: readonly ChartMarker[], atMs: number): ChartMarker | null {
  let best: ChartMarker | null = null;
  for (const marker of markers) {
    const distance = Math.abs(marker.atMs - atMs);
    if (distance <= nearMs && (best === null || distance < Math.abs(best.atMs - atMs))) best = marker;
  }
  return best;
}

/** The newest value, unless it is older than a few seconds: then there is none. */
export function lastKnown(values: readonly (number | null)[]): number | null {
  return values.slice(-3).findLast((value) => value !== null) ?? null;
}

export function valueText(value: number | null, unit: string): string {
  if (value === null) return '–';
  if (unit === 'ms' && value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value < 10 && unit !== 'msg' ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

/** Not one second of any of its lines is known: an empty chart is told from one that shows zero. */
export function isEmpty(series: readonly { values: readonly (number | null)[] }[]): boolean {
  return series.every(({ values }) => values.every((value) => value === null));
}

/** The moment under the cursor, for those who hear the chart. */
export function spokenAt(atMs: number | null, values: readonly { label: string; text: string }[], marker: ChartMarker | null): string {
  const figures = values.map(({ label, text }) => `${label} ${text}`.trim()).join(', ');
  return [atMs === null ? 'now' : clock(atMs), figures, marker?.label].filter(Boolean).join('; ');
}
