import type { SloDetail, SloPair, SloSegment } from '../../../core/protocol/slos.ts';
import { clock, percent } from '../../format.ts';

/** Runbook of an alert: `browse-latency.page` and `consumer-lag/fulfilment` are `browse-latency` and `consumer-lag`. */
export const runbookOf = (alert: string): string => alert.replace(/[./].*$/, '');

/** `15 s`, `72 min`. */
export function durationWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export const burnWords = (burn: number): string => `${burn >= 100 ? burn.toFixed(0) : burn.toFixed(1)}×`;

/** What the objective promises, in one sentence. */
export function promiseWords({ sli, journey, thresholdMs, objective }: SloDetail): string {
  const what = { browse: 'product pages', checkout: 'checkouts', order: 'orders' }[journey];
  const limit = thresholdMs < 1000 ? `${thresholdMs} ms` : `${thresholdMs / 1000} s`;
  const how = {
    availability: `get an answer without an error within ${limit}`,
    latency: `that do not fail are answered within ${limit}`,
    freshness: `are on their way to shipping within ${limit}`,
  }[sli];
  return `${percent(objective, 1)} of ${what} ${how}.`;
}

/** When a pair of windows calls somebody, with its numbers. */
export function ruleWords({ severity, threshold, long, short }: SloPair, objective: number): string {
  const does = severity === 'page' ? 'Pages' : 'Opens a ticket';
  const share = percent(threshold * (1 - objective), threshold * (1 - objective) < 0.1 ? 1 : 0);
  return `${does} when the budget burns at least ${burnWords(threshold)} as fast as it lasts, that is when ${share} of events are bad, over ${durationWords(long.seconds)} and still over ${durationWords(short.seconds)}.`;
}

/** How the pair stands at this moment, and why. */
export function stateWords({ threshold, long, short, over, tooFew }: SloPair, fewest: { bad: number; events: number }): string {
  if (tooFew) return `quiet: it needs ${fewest.bad} bad events in the long window and ${fewest.events} events in the short one`;
  if (over) return 'over in both windows';
  if (long.burnRate < threshold && short.burnRate < threshold) return 'below in both windows';
  return long.burnRate < threshold ? 'over in the short window only: it has just begun' : 'over in the long window only: it has stopped';
}

/** How long the budget lasts if it goes on like this. */
export function budgetWords({ left, lastsSeconds }: SloDetail['budget']): string {
  if (left <= 0) return 'overspent';
  return lastsSeconds === null ? 'lasts' : `gone in ${clock(lastsSeconds * 1000)}`;
}

export interface SegmentRow extends SloSegment {
  /** Share of its events that are bad. */
  badShare: number;
  /** Share of all bad events of its dimension. */
  ofBad: number;
}

/** Segments of one objective, by dimension: what eats most of the budget stands first. */
export function segmentsOf(segments: readonly SloSegment[], slo: string): { dimension: string; rows: SegmentRow[] }[] {
  const own = segments.filter((segment) => segment.slo === slo);
  const dimensions = [...new Set(own.map(({ dimension }) => dimension))];
  return dimensions.map((dimension) => {
    const of = own.filter((segment) => segment.dimension === dimension);
    const allBad = of.reduce((sum, { bad }) => sum + bad, 0);
    const rows = of.map((segment) => ({
      ...segment,
      badShare: segment.bad / Math.max(1, segment.good + segment.bad),
      ofBad: allBad === 0 ? 0 : segment.bad / allBad,
    }));
    return { dimension, rows: rows.sort((a, b) => b.bad - a.bad || b.good - a.good || a.value.localeCompare(b.value, 'en')) };
  });
}
