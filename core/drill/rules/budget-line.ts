/** Error budgets as people see them, and the line of the house below which nothing is promoted. */
import type { SloPlan } from '../../scenario/plan.ts';
import { budgetLeft } from '../../slo/burn-rate.ts';
import { seenCounts } from '../../slo/history.ts';
import type { DrillState } from '../state.ts';
import type { Refused } from '../turn.ts';

/** Controls that give more users a newer version. */
const promoting: readonly string[] = ['canary.promote'];

/** Share of the budget that is left, by telemetry; it opens at what was left before the drill. */
export function budgetLeftOf({ history, seconds }: DrillState, slo: SloPlan): number {
  const { bad } = seenCounts(history, slo.name, { source: 'observed', seconds: seconds.length });
  return budgetLeft(bad, slo, history.baseline[slo.name] ?? { badShare: 0, eventsPerSecond: 0 });
}

interface LowBudget {
  slo: string;
  displayName: string;
  budgetLeft: number;
}

/** Objectives whose budget is below the line of the release policy; none where the house has no policy. */
export function budgetsBelowLine(state: DrillState): LowBudget[] {
  const line = state.plan.releasePolicy?.budgetLine ?? 0;
  return state.plan.slos
    .map((slo) => ({ slo: slo.name, displayName: slo.displayName, budgetLeft: budgetLeftOf(state, slo) }))
    .filter(({ budgetLeft: left }) => state.plan.releasePolicy !== undefined && left < line);
}

/** Why nothing is promoted now, in words; null when it may be, by budget or by exception. */
export function promotionHeldUp(state: DrillState): string | null {
  const below = state.exceptions.length > 0 ? [] : budgetsBelowLine(state);
  if (below.length === 0) return null;
  const words = below.map(({ displayName, budgetLeft: left }) => `${displayName}: ${Math.round(left * 100)} % left`);
  const line = Math.round((state.plan.releasePolicy?.budgetLine ?? 0) * 100);
  return `an error budget is below ${line} % (${words.join('; ')})`;
}

/** Of a control that gives more users a newer version; null for every other. */
export function controlHeldUp(state: DrillState, control: string): string | null {
  return promoting.includes(control) ? promotionHeldUp(state) : null;
}

/** @param heldUp why, in words; null for what may go */
export function refuseByBudget(heldUp: string | null): Refused | null {
  return heldUp === null ? null : { code: 'budget_spent', detail: heldUp };
}
