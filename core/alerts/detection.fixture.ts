/** Plays seconds of traffic through the alerts, as the drill does. */
import type { EventData } from '../drill/events.ts';
import type { SampleCounts } from '../drill/values.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { appendSample, emptyHistory, type SliHistory, withBaseline } from '../slo/history.ts';
import { evaluateAlerts } from './evaluate.ts';
import { type AlertMemory, emptyAlertMemory } from './memory.ts';

export const browseLatency: SloPlan = {
  name: 'browse-latency',
  displayName: 'Product pages are fast',
  journey: 'browse',
  sli: 'latency',
  thresholdMs: 300,
  objective: 0.99,
};

export interface Traffic {
  /** Bad share of second n, counted from 1. */
  badShareAt: (second: number) => number;
  eventsPerSecond: number;
  baselineBadShare: number;
  seconds: number;
}

type Transition = EventData['alertStateChanged'] & { second: number };

/** Every transition, stamped with the second in which it happened. Fractions of events are kept: this is about rates. */
export function playTraffic(traffic: Traffic, before: SliHistory = emptyHistory([browseLatency])): Transition[] {
  const baseline = { badShare: traffic.baselineBadShare, eventsPerSecond: traffic.eventsPerSecond };
  let history = withBaseline(before, { 'browse-latency': baseline });
  let alerts: AlertMemory = emptyAlertMemory();
  const log: Transition[] = [];
  for (let second = 1; second <= traffic.seconds; second += 1) {
    const counts = countsOf(traffic.badShareAt(second), traffic.eventsPerSecond);
    history = appendSample(history, { ledger: {}, observed: { 'browse-latency': counts } });
    const step = evaluateAlerts({ slos: [browseLatency], causeAlerts: [], history, signals: {}, alerts, atMs: second * 1000 });
    alerts = step.memory;
    log.push(...step.transitions.map((transition) => ({ ...transition, second })));
  }
  return log;
}

/** A history of healthy seconds, as if the drill had begun long ago. */
export function healthyHistory(traffic: Traffic, seconds: number): SliHistory {
  let history = emptyHistory([browseLatency]);
  const counts = countsOf(traffic.baselineBadShare, traffic.eventsPerSecond);
  for (let second = 0; second < seconds; second += 1)
    history = appendSample(history, { ledger: {}, observed: { 'browse-latency': counts } });
  return history;
}

/** Second in which the page fired, or null. */
export function pagedAt(log: readonly Transition[]): number | null {
  return log.find(({ alert, state }) => alert === 'browse-latency.page' && state === 'firing')?.second ?? null;
}

function countsOf(badShare: number, eventsPerSecond: number): SampleCounts {
  return { good: eventsPerSecond * (1 - badShare), bad: eventsPerSecond * badShare };
}
