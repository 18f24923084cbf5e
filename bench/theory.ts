/** When an alert should have fired if telemetry were perfect and immediate. Pure. */
import { evaluateAlerts } from '../core/alerts/evaluate.ts';
import { emptyAlertMemory } from '../core/alerts/memory.ts';
import type { DrillEvent } from '../core/drill/events.ts';
import type { SloPlan } from '../core/scenario/plan.ts';
import { baselineOf, liveSamples } from '../core/slo/figures.ts';
import { appendSample, emptyHistory, withBaseline } from '../core/slo/history.ts';

/**
 * Game time, ms, of the first second at whose end the ledger's own counts fulfil a page's burn rate. Telemetry can at best know
 * the same then, so what a drill needs more is overhead: transport, sampling and evaluation. Null when they never do.
 */
export function theoreticalPageMs(events: readonly DrillEvent[], slos: readonly SloPlan[]): number | null {
  let history = withBaseline(emptyHistory(slos), baselineOf(events, slos));
  let alerts = emptyAlertMemory();
  for (const { data } of liveSamples(events)) {
    history = appendSample(history, { ledger: data.ledger, observed: data.ledger });
    const atMs = data.second * 1000;
    const step = evaluateAlerts({ slos, causeAlerts: [], history, signals: {}, alerts, atMs });
    alerts = step.memory;
    if (step.transitions.some(({ severity, state }) => severity === 'page' && state !== 'resolved')) return atMs;
  }
  return null;
}

/**
 * Seconds until a constant bad share fires an alert of this burn rate over this window (SRE workbook, ch. 5):
 * window × burn rate × (1 - objective) / bad share. Infinity when that share never does.
 */
export function detectionSeconds(alert: { windowSeconds: number; burnRate: number; objective: number }, badShare: number): number {
  const needed = alert.burnRate * (1 - alert.objective);
  return badShare < needed ? Number.POSITIVE_INFINITY : (alert.windowSeconds * needed) / badShare;
}
