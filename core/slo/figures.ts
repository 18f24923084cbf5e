/** Numbers of a finished (or running) drill, from its log alone. The ledger decides; the debrief and the post-mortem show the same figures. */
import type { DrillEvent, DrillEventOf } from '../drill/events.ts';
import type { SampleCounts } from '../drill/values.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { badShare, budgetBurned } from './burn-rate.ts';
import type { Baseline } from './history.ts';

export interface SloFigures {
  slo: string;
  objective: number;
  good: number;
  bad: number;
  /** Null when there were no events. */
  goodShare: number | null;
  /** Share of the compressed 30-day budget; above 1 it is overspent. */
  budgetBurned: number;
  /** Time in which users felt it, see `isBadSecond`. */
  badMinutes: number;
}

/** A sample that counts, with the game time it closes. */
export interface LiveSample {
  atMs: number;
  data: DrillEventOf<'sliSampled'>['data'];
}

/** Samples of the live phase: from its start to the end of the drill, without those taken while paused. */
export function liveSamples(events: readonly DrillEvent[]): LiveSample[] {
  const samples: LiveSample[] = [];
  let live = false;
  for (const event of events) {
    if (event.type === 'phaseChanged') live = event.data.to === 'live' || event.data.to === 'paused';
    if (event.type === 'sliSampled' && live && !event.data.paused) samples.push({ atMs: event.atMs, data: event.data });
  }
  return samples;
}

/** What the log proved to be normal before the start, by SLO; the rate is what came in during the baseline phase. */
export function baselineOf(events: readonly DrillEvent[], slos: readonly { name: string }[]): Record<string, Baseline> {
  const seconds: DrillEventOf<'sliSampled'>['data'][] = [];
  for (const event of events) {
    if (event.type === 'phaseChanged' && event.data.to === 'live') break;
    if (event.type === 'sliSampled' && !event.data.paused) seconds.push(event.data);
  }
  return Object.fromEntries(
    slos.map(({ name }) => {
      const sum = sumCounts(seconds.map(({ ledger }) => ledger[name]));
      return [name, { badShare: badShare(sum) ?? 0, eventsPerSecond: (sum.good + sum.bad) / Math.max(1, seconds.length) }];
    }),
  );
}

/** Figures of every SLO since the live start, in the order of `slos`. */
export function sloFigures(events: readonly DrillEvent[], slos: readonly SloPlan[]): SloFigures[] {
  const samples = liveSamples(events);
  const baseline = baselineOf(events, slos);
  return slos.map(({ name, objective }) => {
    const seconds = samples.map(({ data }) => data.ledger[name] ?? { good: 0, bad: 0 });
    const { good, bad } = sumCounts(seconds);
    const share = badShare({ good, bad });
    return {
      slo: name,
      objective,
      good,
      bad,
      goodShare: share === null ? null : 1 - share,
      budgetBurned: budgetBurned(bad, objective, baseline[name] ?? { badShare: 0, eventsPerSecond: 0 }),
      badMinutes: seconds.filter((_, index) => isBadSecond(seconds, index, objective)).length / 60,
    };
  });
}

/**
 * A second is bad when, in the five seconds around it, more than the allowed share of events was bad.
 * Five seconds and three events keep ordinary noise (0.1-0.3 %) out.
 */
function isBadSecond(seconds: readonly SampleCounts[], index: number, objective: number): boolean {
  const around = sumCounts(seconds.slice(Math.max(0, index - 2), index + 3));
  return around.bad >= 3 && (badShare(around) ?? 0) > 1 - objective;
}

/** Share of bad events of one SLO in `fromMs < t <= toMs`, or null when there were none. */
export function badShareBetween(samples: readonly LiveSample[], slo: string, span: { fromMs: number; toMs: number }): number | null {
  const inside = samples.filter(({ atMs }) => atMs > span.fromMs && atMs <= span.toMs);
  return badShare(sumCounts(inside.map(({ data }) => data.ledger[slo])));
}

/** Orders that were lost and their money since the live start. */
export function ordersLost(events: readonly DrillEvent[]): { orders: number; cents: number } {
  return liveSamples(events).reduce((sum, { data }) => ({ orders: sum.orders + data.ordersLost, cents: sum.cents + data.centsLost }), {
    orders: 0,
    cents: 0,
  });
}

function sumCounts(counts: readonly (SampleCounts | undefined)[]): SampleCounts {
  return counts.reduce<SampleCounts>((sum, next) => ({ good: sum.good + (next?.good ?? 0), bad: sum.bad + (next?.bad ?? 0) }), {
    good: 0,
    bad: 0,
  });
}
