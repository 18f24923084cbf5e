/** Error budgets as people see them, and the line of the house below which nothing is promoted. */
import { type ControlUse, matchControl } from '../../controls/index.ts';
import type { Shipment } from '../../protocol/requests.ts';
import type { ControlMatch } from '../../scenario/control-match.ts';
import type { SloPlan } from '../../scenario/plan.ts';
import { budgetLeft } from '../../slo/burn-rate.ts';
import { seenCounts } from '../../slo/history.ts';
import type { RequestState } from '../request-state.ts';
import type { DrillState } from '../state.ts';
import type { Refused } from '../turn.ts';

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

/** Of a use of a control that promotes; null for every other. */
export function controlHeldUp(state: DrillState, use: ControlUse): string | null {
  return isPromotion(use, state.requests) ? promotionHeldUp(state) : null;
}

/**
 * Whether a control would give users something new: a canary to everybody, or by hand the very thing that a change request of this
 * drill asks for and that is not out. No other flag and no other setting is held up: turning one is how a shop is made well, and
 * nothing but a request tells a launch from a mitigation.
 */
export function isPromotion(use: ControlUse, requests: readonly Pick<RequestState, 'ships' | 'state'>[]): boolean {
  if (use.control === 'canary.promote') return true;
  return requests.some(({ ships, state }) => {
    const byHand = state === 'shipping' || state === 'shipped' ? null : handOf(ships);
    return byHand !== null && matchControl(byHand, use);
  });
}

/**
 * The control that does the same as shipping it. Null where there is none, and where it takes something away from users or gives back
 * what they had: that is never held up.
 */
function handOf(ships: Shipment): ControlMatch | null {
  if (ships.kind === 'flag' && ships.variant !== 'off') {
    return { control: 'flag.set', target: ships.flag, parameters: { variant: ships.variant } };
  }
  if (ships.kind === 'apiVersion' && ships.state === 'off') {
    return { control: 'api.version', target: ships.service, parameters: { v1: 'off' } };
  }
  return null;
}

/** @param heldUp why, in words; null for what may go */
export function refuseByBudget(heldUp: string | null): Refused | null {
  return heldUp === null ? null : { code: 'budget_spent', detail: heldUp };
}
