/** "What is normal here?": figures a responder reads off the charts before anything happens; in the incident they are the ruler. */
import type { SignalFrame } from '../../core/protocol/signals.ts';

export interface RulerMark {
  id: string;
  question: string;
  unit: string;
  /** Where to look. */
  where: string;
  read: (frame: SignalFrame) => number | null;
}

export const rulerMarks: readonly RulerMark[] = [
  {
    id: 'traffic',
    question: 'Requests per second at the gateway',
    unit: '/s',
    where: 'Map: whole shop, Traffic',
    read: (frame) => frame.services['gateway']?.ratePerSecond ?? null,
  },
  {
    id: 'latency',
    question: 'p95 at the gateway',
    unit: 'ms',
    where: 'Map: whole shop, Latency',
    read: (frame) => frame.services['gateway']?.p95Ms ?? null,
  },
  { id: 'cache', question: 'Cache hit ratio', unit: '%', where: 'Cache: Hit ratio', read: (frame) => frame.cacheHitPercent },
  {
    id: 'psp',
    question: 'p95 of the payment provider',
    unit: 'ms',
    where: 'Map: payments→psp, Latency',
    read: (frame) => frame.links['payments->psp']?.p95Ms ?? null,
  },
];

export function medianOf(frames: readonly SignalFrame[], mark: RulerMark): number | null {
  const values = frames.flatMap((frame) => mark.read(frame) ?? []).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? null;
}

/** Gentle: near is near; far off says by how much. */
export function compared(answer: number, actual: number | null): string {
  if (actual === null) return 'nothing measured yet';
  const ratio = actual === 0 ? (answer === 0 ? 1 : Number.POSITIVE_INFINITY) : answer / actual;
  if (ratio >= 0.7 && ratio <= 1.4) return 'about right';
  return ratio > 1 ? 'it is lower than that: look again' : 'it is higher than that: look again';
}
