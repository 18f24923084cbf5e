/** Error budget arithmetic, and by how much the game compresses the production windows. */
import type { SampleCounts } from '../drill/values.ts';
import type { SloPlan } from '../scenario/plan.ts';
import type { Baseline } from './history.ts';

type Budgeted = Pick<SloPlan, 'objective' | 'openingBudget'>;

/** Production windows are divided by this, so that an hour of alerting fits into a minute of play. */
export const compressionFactor = 60;

/** 30 days of production, compressed. */
export const budgetWindowSeconds = (30 * 24 * 3600) / compressionFactor;

/** Share of bad events, or null when there were none at all. */
export function badShare({ good, bad }: SampleCounts): number | null {
  const total = good + bad;
  return total > 0 ? bad / total : null;
}

/** How many times faster than allowed the budget is being spent: 1 lasts exactly the budget window. 0 without events. */
export function burnRate(counts: SampleCounts, objective: number): number {
  return (badShare(counts) ?? 0) / (1 - objective);
}

/** Share of the (compressed) 30-day budget that these bad events spent; above 1 it is overspent, 0 while the traffic is unknown. */
export function budgetBurned(bad: number, objective: number, baseline: Baseline): number {
  const budget = (1 - objective) * baseline.eventsPerSecond * budgetWindowSeconds;
  return budget > 0 ? bad / budget : 0;
}

/** Share of the budget that is left of what there was at the opening (all of it unless said otherwise); negative once overspent. */
export function budgetLeft(bad: number, { objective, openingBudget = 1 }: Budgeted, baseline: Baseline): number {
  return openingBudget - budgetBurned(bad, objective, baseline);
}
