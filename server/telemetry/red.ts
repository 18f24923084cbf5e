/** Rate, errors, duration per service and per link, over a trailing window of ticks so that export phases do not show as jitter. */
import type { Red } from '../../core/protocol/signals.ts';
import { isAdmitted } from './bounded.ts';
import type { MetricPoint } from './otlp.ts';
import { addPoint, addTally, emptyTally, isDuration, redOf, type Tally } from './tally.ts';

type Tick = Map<string, Tally>;

const mostSeries = 500;

/** One group of RED series (by service, or by link). */
export interface RedSeries {
  add(key: string, point: MetricPoint): void;
  /** Closes the current tick and returns the figures of the window. */
  close(): Record<string, Red>;
}

/** @param windowTicks ticks (seconds) a figure is made of */
export function createRedSeries(windowTicks: number): RedSeries {
  const ticks: Tick[] = [];
  let current: Tick = new Map();
  return {
    add(key, point) {
      if (!isDuration(point) || !isAdmitted(current, key, mostSeries)) return;
      const tally = current.get(key) ?? emptyTally();
      addPoint(tally, point);
      current.set(key, tally);
    },
    close() {
      ticks.push(current);
      current = new Map();
      if (ticks.length > windowTicks) ticks.shift();
      return figures(ticks);
    },
  };
}

function figures(ticks: readonly Tick[]): Record<string, Red> {
  const merged = new Map<string, Tally>();
  for (const tick of ticks) {
    for (const [key, tally] of tick) {
      const sum = merged.get(key) ?? emptyTally();
      addTally(sum, tally);
      merged.set(key, sum);
    }
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => a.localeCompare(b)).map(([key, tally]) => [key, redOf(tally, ticks.length)]));
}
