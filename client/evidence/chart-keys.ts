/** A chart's cursor by keys. */
import type uPlot from 'uplot';
import type { ChartMarker } from './chart-words.ts';

interface Press {
  key: string;
  shiftKey: boolean;
}
interface Place {
  /** Index under the cursor; null while it stands nowhere, which reads as the newest. */
  index: number | null;
  atMs: readonly number[];
  markers: readonly ChartMarker[];
}

const wideStep = 10;

/** Index to which this key moves the cursor; null for a key that moves nothing. */
export function nextIndex({ key, shiftKey }: Press, { index, atMs, markers }: Place): number | null {
  const last = atMs.length - 1;
  if (last < 0) return null;
  const from = index ?? last;
  const within = (to: number): number => Math.min(last, Math.max(0, to));
  switch (key) {
    case 'ArrowLeft':
      return within(shiftKey ? markerIndex(-1, from, { atMs, markers }) : from - 1);
    case 'ArrowRight':
      return within(shiftKey ? markerIndex(1, from, { atMs, markers }) : from + 1);
    case 'PageDown':
      return within(from - wideStep);
    case 'PageUp':
      return within(from + wideStep);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Index of the next marker in this direction, or where the cursor is. */
function markerIndex(direction: 1 | -1, from: number, { atMs, markers }: Pick<Place, 'atMs' | 'markers'>): number {
  const places = markers
    .map((marker) => atMs.findLastIndex((at) => at <= marker.atMs))
    .filter((place) => place >= 0 && (place - from) * direction > 0)
    .sort((a, b) => (a - b) * direction);
  return places[0] ?? from;
}

export function moveCursor(plot: uPlot, index: number): void {
  const seconds = plot.data[0][index];
  if (seconds !== undefined) plot.setCursor({ left: plot.valToPos(seconds, 'x'), top: plot.over.clientHeight / 2 });
}
