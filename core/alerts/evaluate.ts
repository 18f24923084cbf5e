/**
 * Which alerts change state at the end of a game second. Pure: the memory goes in and comes out.
 * Telemetry (`observed`) decides, as it would in production; the ledger never pages anybody.
 */
import type { EventData } from '../drill/events.ts';
import type { SloPlan } from '../scenario/plan.ts';
import type { SliHistory } from '../slo/history.ts';
import type { CauseAlert } from '../stack/schema.ts';
import { causeReadings } from './cause-alerts.ts';
import { type AlertMemory, type AlertReading, type AlertTransition, advanceAlert } from './memory.ts';
import { sloReadings } from './slo-alerts.ts';

export interface AlertInput {
  slos: readonly SloPlan[];
  causeAlerts: readonly CauseAlert[];
  history: SliHistory;
  /** Cause signals by `signal` or `signal/label`. */
  signals: Record<string, number>;
  alerts: AlertMemory;
  /** End of the second, game milliseconds. Called once per game second. */
  atMs: number;
}

/** Transitions in a fixed order (SLO by SLO, then causes), and the memory for the next second. */
export function evaluateAlerts(input: AlertInput): { transitions: EventData['alertStateChanged'][]; memory: AlertMemory } {
  const transitions: AlertTransition[] = [];
  const memory: AlertMemory = { ...input.alerts };
  for (const reading of readings(input)) {
    const step = advanceAlert(memory[reading.alert], reading, input.atMs);
    transitions.push(...step.transitions);
    if (step.entry) memory[reading.alert] = step.entry;
  }
  return { transitions, memory };
}

function readings(input: AlertInput): AlertReading[] {
  const slo = input.slos.flatMap((plan) => sloReadings(plan, input.history));
  return [...slo, ...causeReadings(input.causeAlerts, input.signals, input.alerts)];
}
