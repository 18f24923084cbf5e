/** One objective with all that its alerts are decided by. */
import { readPair } from '../alerts/slo-alerts.ts';
import { windowPairs } from '../alerts/windows.ts';
import type { SloDetail } from '../protocol/slos.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { budgetLeft, budgetWindowSeconds, burnRate } from './burn-rate.ts';
import { type Baseline, type SliHistory, seenCounts } from './history.ts';

/** "Now" is the last minute. */
const nowSeconds = 60;
const unknown: Baseline = { badShare: 0, eventsPerSecond: 0 };

export function explainSlo(slo: SloPlan, history: SliHistory): SloDetail {
  const { name, displayName, sli, journey, thresholdMs, objective, openingBudget = 1 } = slo;
  const now = seenCounts(history, name, { source: 'observed', seconds: nowSeconds });
  const baseline = history.baseline[name] ?? unknown;
  const seconds = history.seconds[name]?.length ?? 0;
  const { bad } = seenCounts(history, name, { source: 'observed', seconds });
  const left = budgetLeft(bad, slo, baseline);
  const allowed = (1 - objective) * baseline.eventsPerSecond * budgetWindowSeconds;
  return {
    slo: name,
    displayName,
    sli,
    journey,
    thresholdMs,
    objective,
    now,
    budget: {
      left,
      allowed,
      spent: Math.round((1 - openingBudget) * allowed) + bad,
      lastsSeconds: lastsSeconds(left, burnRate(now, objective)),
    },
    pairs: windowPairs.map((pair) => {
      const { long, short, over, tooFew } = readPair(slo, history, pair);
      return { severity: pair.severity, threshold: pair.burnRate, production: pair.production, long, short, over, tooFew };
    }),
  };
}

/** What is left of the budget lasts so long at this rate; as long as the budget's own window or longer is no end. */
function lastsSeconds(left: number, burn: number): number | null {
  if (left <= 0) return 0;
  const seconds = (left * budgetWindowSeconds) / burn;
  return burn > 0 && seconds < budgetWindowSeconds ? seconds : null;
}
