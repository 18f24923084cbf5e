/**
 * Good and bad events per second of every SLO, and window sums over them. Sums cost two look-ups, because every second
 * carries the running total up to itself. Values are never changed in place.
 */
import type { SampleCounts } from '../drill/values.ts';

/** Longest alert window (72 min) and some slack. */
const KEPT_SECONDS = 4500;

export type SliSource = 'ledger' | 'observed';

/** One closed game second. `total` runs from the first second ever appended, this one included. */
export interface HistorySecond {
  ledger: SampleCounts;
  observed: SampleCounts;
  total: { ledger: SampleCounts; observed: SampleCounts };
}

/** How an SLI behaves when nothing is wrong; stands in for the time before the first second. */
export interface Baseline {
  badShare: number;
  eventsPerSecond: number;
}

/** By SLO name. */
export interface SliHistory {
  seconds: Record<string, HistorySecond[]>;
  baseline: Record<string, Baseline>;
  objectives: Record<string, number>;
}

/** One second of figures, by SLO name; an SLO that is absent had no events. */
export interface HistorySample {
  ledger: Record<string, SampleCounts>;
  observed: Record<string, SampleCounts>;
}

const none: SampleCounts = { good: 0, bad: 0 };

/** A history without a second and without a baseline: until `withBaseline`, windows hold only what was seen. */
export function emptyHistory(slos: readonly { name: string; objective: number }[]): SliHistory {
  const byName = <T>(value: (slo: { objective: number }) => T): Record<string, T> =>
    Object.fromEntries(slos.map((slo) => [slo.name, value(slo)]));
  return {
    seconds: byName(() => []),
    baseline: byName(() => ({ badShare: 0, eventsPerSecond: 0 })),
    objectives: byName((slo) => slo.objective),
  };
}

/**
 * Sets what stands in for missing seconds. The assumed bad share is held to half the error budget:
 * a rough baseline must not make 72 minutes that never happened burn the budget.
 */
export function withBaseline(history: SliHistory, baseline: Record<string, Baseline>): SliHistory {
  const held = Object.entries(baseline).map(([slo, { badShare, eventsPerSecond }]): [string, Baseline] => {
    const budget = 1 - (history.objectives[slo] ?? 1);
    return [slo, { badShare: Math.min(badShare, budget / 2), eventsPerSecond }];
  });
  return { ...history, baseline: { ...history.baseline, ...Object.fromEntries(held) } };
}

/** Adds one second for every SLO of the history; the oldest is dropped beyond 4500 s. */
export function appendSample(history: SliHistory, sample: HistorySample): SliHistory {
  const seconds: Record<string, HistorySecond[]> = {};
  for (const [slo, past] of Object.entries(history.seconds)) {
    const ledger = sample.ledger[slo] ?? none;
    const observed = sample.observed[slo] ?? none;
    const before = past.at(-1)?.total ?? { ledger: none, observed: none };
    const kept = past.length < KEPT_SECONDS ? past.slice() : past.slice(past.length - KEPT_SECONDS + 1);
    kept.push({ ledger, observed, total: { ledger: add(before.ledger, ledger), observed: add(before.observed, observed) } });
    seconds[slo] = kept;
  }
  return { ...history, seconds };
}

/**
 * Good and bad events of the last `windowSeconds`. Seconds before the first one count at the baseline (so an early fault
 * is not found faster than a late one); counts may therefore be fractions.
 */
export function windowCounts(history: SliHistory, slo: string, window: { source: SliSource; seconds: number }): SampleCounts {
  const seen = seenCounts(history, slo, window);
  const { badShare, eventsPerSecond } = history.baseline[slo] ?? { badShare: 0, eventsPerSecond: 0 };
  const missing = Math.max(0, window.seconds - (history.seconds[slo]?.length ?? 0)) * eventsPerSecond;
  return { good: seen.good + missing * (1 - badShare), bad: seen.bad + missing * badShare };
}

/** As `windowCounts`, without anything assumed. */
export function seenCounts(history: SliHistory, slo: string, window: { source: SliSource; seconds: number }): SampleCounts {
  const seconds = history.seconds[slo] ?? [];
  const last = seconds.at(-1)?.total[window.source] ?? none;
  const first = seconds[Math.max(0, seconds.length - window.seconds)];
  if (!first || window.seconds <= 0) return none;
  const before = subtract(first.total[window.source], first[window.source]);
  return subtract(last, before);
}

function add(a: SampleCounts, b: SampleCounts): SampleCounts {
  return { good: a.good + b.good, bad: a.bad + b.bad };
}

function subtract(a: SampleCounts, b: SampleCounts): SampleCounts {
  return { good: a.good - b.good, bad: a.bad - b.bad };
}
