/** Burn-rate conditions of one SLO: one page (either pair) and one ticket. */
import type { SampleCounts } from '../drill/values.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { badShare, burnRate } from '../slo/burn-rate.ts';
import { type SliHistory, seenCounts, windowCounts } from '../slo/history.ts';
import type { AlertReading } from './memory.ts';
import { fewestBadEvents, fewestEvents, type WindowPair, windowPairs } from './windows.ts';

/** A reading per severity. */
export function sloReadings(slo: SloPlan, history: SliHistory): AlertReading[] {
  return (['page', 'ticket'] as const).map((severity) => {
    const pairs = windowPairs.filter((pair) => pair.severity === severity).map((pair) => readPair(slo, history, pair));
    const decisive = pairs.find((pair) => pair.over) ?? pairs[0];
    return {
      alert: `${slo.name}.${severity}`,
      severity,
      over: decisive?.over ?? false,
      forMs: 0,
      summary: describeBad(slo, decisive ? (badShare(decisive.short) ?? 0) : 0),
      slo: slo.name,
      burnRate: decisive?.long.burnRate ?? 0,
    };
  });
}

/** Counts of one window, and how fast they spend the budget. */
interface WindowReading extends SampleCounts {
  seconds: number;
  burnRate: number;
}

export interface PairReading {
  long: WindowReading;
  short: WindowReading;
  /** Too few events for it to mean anything. */
  tooFew: boolean;
  over: boolean;
}

export function readPair(slo: SloPlan, history: SliHistory, pair: WindowPair): PairReading {
  const reading = (seconds: number): WindowReading => {
    const counts = windowCounts(history, slo.name, { source: 'observed', seconds });
    return { ...counts, seconds, burnRate: burnRate(counts, slo.objective) };
  };
  const long = reading(pair.longSeconds);
  const short = shortWindow(pair, reading);
  const { bad } = seenCounts(history, slo.name, { source: 'observed', seconds: pair.longSeconds });
  const tooFew = bad < fewestBadEvents || short.good + short.bad < fewestEvents;
  const over = !tooFew && reaches(long.burnRate, pair.burnRate) && reaches(short.burnRate, pair.burnRate);
  return { long, short, tooFew, over };
}

/** Budget arithmetic is in floats: 0.144 / (1 - 0.99) is a hair below 14.4. */
function reaches(burn: number, threshold: number): boolean {
  return burn >= threshold - 1e-9;
}

/** The short window, widened on thin traffic until it holds enough events, up to the long one. */
function shortWindow(pair: WindowPair, reading: (seconds: number) => WindowReading): WindowReading {
  for (let seconds = pair.shortSeconds; ; seconds *= 2) {
    const short = reading(Math.min(seconds, pair.longSeconds));
    if (short.good + short.bad >= fewestEvents || short.seconds === pair.longSeconds) return short;
  }
}

/** What users feel, with figures: `38 % of product pages slower than 300 ms`. */
function describeBad(slo: SloPlan, share: number): string {
  const percent = share > 0 && share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100).toString();
  const what = { browse: 'product pages', checkout: 'checkouts', order: 'orders' }[slo.journey];
  const limit = slo.thresholdMs < 1000 ? `${slo.thresholdMs} ms` : `${slo.thresholdMs / 1000} s`;
  const how = {
    availability: `fail or get no answer within ${limit}`,
    latency: `slower than ${limit}`,
    freshness: `not on their way to shipping within ${limit}`,
  }[slo.sli];
  return `${percent} % of ${what} ${how}`;
}
