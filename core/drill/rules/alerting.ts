import { evaluateAlerts } from '../../alerts/evaluate.ts';
import type { DrillEventOf } from '../events.ts';
import type { DrillState } from '../state.ts';

/**
 * Alerts at the end of a sample's second. `state` holds the sample in its history and the memory of the second before;
 * `decide` announces the transitions, `evolve` keeps the memory.
 */
export function alertsAfter(state: DrillState, { atMs, data }: DrillEventOf<'sliSampled'>): ReturnType<typeof evaluateAlerts> {
  const { slos, causeAlerts } = state.plan;
  return evaluateAlerts({ slos, causeAlerts, history: state.history, signals: data.signals, alerts: state.alertMemory, atMs });
}
