/** Rate, errors, duration per service and per link, over a trailing window of ticks so that export phases do not show as jitter. */
import type { Red } from '../../core/protocol/signals.ts';
import { isAdmitted } from './bounded.ts';
import { emptyHistogram, type Histogram, mergeInto, quantile } from './histogram.ts';
import type { MetricPoint } from './otlp.ts';

interface Tally {
  count: number;
  errors: number;
  histogram: Histogram;
}

type Tick = Map<string, Tally>;

const secondsToMs = 1000;
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
      if (!point.histogram || !isAdmitted(current, key, mostSeries)) return;
      const tally = current.get(key) ?? emptyTally();
      tally.count += point.value;
      if (isError(point)) tally.errors += point.value;
      mergeInto(tally.histogram, point.histogram);
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

/** A 5xx answer or a named error; 4xx is the caller's business. */
function isError(point: MetricPoint): boolean {
  const status = Number(point.attributes['http.response.status_code'] ?? 0);
  return status >= 500 || (status === 0 && point.attributes['error.type'] !== undefined);
}

function emptyTally(): Tally {
  return { count: 0, errors: 0, histogram: emptyHistogram() };
}

function figures(ticks: readonly Tick[]): Record<string, Red> {
  const merged = new Map<string, Tally>();
  for (const tick of ticks) {
    for (const [key, tally] of tick) {
      const sum = merged.get(key) ?? emptyTally();
      sum.count += tally.count;
      sum.errors += tally.errors;
      mergeInto(sum.histogram, tally.histogram);
      merged.set(key, sum);
    }
  }
  const result: Record<string, Red> = {};
  for (const [key, tally] of [...merged].sort(([a], [b]) => a.localeCompare(b))) {
    result[key] = {
      ratePerSecond: round(tally.count / ticks.length),
      errorShare: tally.count === 0 ? 0 : round(tally.errors / tally.count),
      p50Ms: inMs(quantile(tally.histogram, 0.5)),
      p95Ms: inMs(quantile(tally.histogram, 0.95)),
      p99Ms: inMs(quantile(tally.histogram, 0.99)),
    };
  }
  return result;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const inMs = (seconds: number | null): number | null => (seconds === null ? null : round(seconds * secondsToMs));
