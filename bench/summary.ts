/** From the measurements of several runs to one line per figure. Pure. */
import { nearestRank } from '../core/statistics/nearest-rank.ts';
import type { Goal, Measurement } from './row.ts';

export interface FigureSummary {
  row: string;
  figure: string;
  unit: string;
  /** In the order of the runs. */
  samples: number[];
  median: number;
  min: number;
  max: number;
  goal?: Goal;
  theory?: number;
}

/** One summary per figure, in the order in which figures first appeared. Values that are no number are left out. */
export function summarise(row: string, runs: readonly (readonly Measurement[])[]): FigureSummary[] {
  const byFigure = new Map<string, Measurement[]>();
  for (const measurement of runs.flat()) {
    if (!Number.isFinite(measurement.value)) continue;
    const found = byFigure.get(measurement.figure);
    if (found) found.push(measurement);
    else byFigure.set(measurement.figure, [measurement]);
  }
  return [...byFigure].map(([figure, measurements]) => {
    const samples = measurements.map(({ value }) => value);
    const sorted = samples.toSorted((a, b) => a - b);
    const { unit = '', goal, theory } = measurements.at(-1) ?? {};
    return {
      row,
      figure,
      unit,
      samples,
      median: middle(sorted),
      min: sorted[0] ?? Number.NaN,
      max: sorted.at(-1) ?? Number.NaN,
      ...(goal ? { goal } : {}),
      ...(theory === undefined ? {} : { theory }),
    };
  });
}

/** Whether the median reaches the goal; null without one. */
export function reaches({ median, goal }: Pick<FigureSummary, 'median' | 'goal'>): boolean | null {
  if (!goal) return null;
  return 'atMost' in goal ? median <= goal.atMost : median >= goal.atLeast;
}

/** Percentiles of raw samples, e.g. `{ p50, p99 }`. */
export function percentiles(samples: readonly number[]): { p50: number; p99: number } {
  const sorted = samples.toSorted((a, b) => a - b);
  return { p50: nearestRank(sorted, 0.5), p99: nearestRank(sorted, 0.99) };
}

/** Median of an even number of runs is the mean of the two in the middle. */
function middle(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? upper) + upper) / 2 : upper;
}
