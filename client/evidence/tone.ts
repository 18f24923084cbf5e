/** When a link or service is worth a colour: by its errors, and by its latency against what is usual for it. */
import type { Red } from '../../core/protocol/signals.ts';
import type { StampedFrame } from '../state/store.ts';
import type { Tone } from '../ui/Badge.tsx';

/** p95 by link or service, milliseconds. */
export type Usual = Readonly<Record<string, number>>;

const errorWarning = 0.01;
const errorCritical = 0.05;
/** Times the usual p95, and by at least so many milliseconds: a fast link may double without anybody noticing. */
const slowWarning = { times: 2, byMs: 50 };
const slowCritical = { times: 5, byMs: 250 };

export function toneOf(red: Red | null | undefined, usualMs: number | undefined): Tone {
  if (!red || red.ratePerSecond === 0) return 'unknown';
  if (red.errorShare >= errorCritical) return 'critical';
  const slower = (limit: { times: number; byMs: number }): boolean =>
    usualMs !== undefined && red.p95Ms !== null && red.p95Ms > usualMs * limit.times && red.p95Ms > usualMs + limit.byMs;
  if (slower(slowCritical)) return 'critical';
  return red.errorShare >= errorWarning || slower(slowWarning) ? 'warning' : 'neutral';
}

/** Median p95 of everything over these seconds. */
export function usualOf(frames: readonly StampedFrame[]): Usual {
  const values = new Map<string, number[]>();
  for (const { frame } of frames) {
    for (const [name, { p95Ms }] of [...Object.entries(frame.links), ...Object.entries(frame.services)]) {
      if (p95Ms === null) continue;
      const seen = values.get(name);
      if (seen) seen.push(p95Ms);
      else values.set(name, [p95Ms]);
    }
  }
  return Object.fromEntries([...values].map(([name, list]) => [name, median(list)]));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
