/** What counts as steady before the clock starts, and what "normal" is from then on. */
import { badShare } from '../../slo/burn-rate.ts';
import type { Baseline } from '../../slo/history.ts';
import type { DrillState } from '../state.ts';
import type { SampleCounts } from '../values.ts';
import { goalUnready } from './goal.ts';

/** A cold shop on a busy machine is given this long at least; people wait in the lobby meanwhile. */
const shortestPatienceMs = 120_000;

/** Baseline seconds that must be seen in a row. */
export function baselineLength({ plan }: DrillState): number {
  return Math.ceil(plan.baselineMs / 1000);
}

/** Game time at which an unsteady baseline makes the drill invalid; null when none is being taken. */
export function baselineDeadlineMs({ phase, plan, baselineAtMs }: DrillState): number | null {
  const patienceMs = Math.max((plan.goal ? 6 : 3) * plan.baselineMs, shortestPatienceMs);
  return phase === 'baseline' && baselineAtMs !== null ? baselineAtMs + patienceMs : null;
}

/** Why users are not in a steady state, worst first in the order of the SLOs; null when they are. */
export function unsteadyReason(state: DrillState): string | null {
  const { plan, baselineSeconds } = state;
  const seen = `${baselineSeconds.length} of ${baselineLength(state)} seconds measured`;
  if (baselineSeconds.length < baselineLength(state)) return seen;
  for (const { name, objective } of plan.slos) {
    const share = badShare(baselineCounts(state, name));
    if (share === null) return `${name} had no events in ${plan.baselineMs / 1000} s`;
    if (share > 1 - objective)
      return `${(share * 100).toFixed(1)} % of ${name} was bad, allowed are ${((1 - objective) * 100).toFixed(1)} %`;
  }
  return goalUnready(state);
}

/** Bad share of every SLO over the baseline. */
export function baselineBadShares(state: DrillState): Record<string, number> {
  return Object.fromEntries(state.plan.slos.map(({ name }) => [name, badShare(baselineCounts(state, name)) ?? 0]));
}

/** Requests really sent per second over the baseline. */
export function baselineSentPerSecond({ baselineSeconds }: DrillState): number {
  return baselineSeconds.reduce((sum, { sent }) => sum + sent, 0) / Math.max(1, baselineSeconds.length);
}

export function baselineRates(state: DrillState, badShares: Record<string, number>): Record<string, Baseline> {
  const seconds = Math.max(1, state.baselineSeconds.length);
  return Object.fromEntries(
    state.plan.slos.map(({ name }) => {
      const { good, bad } = baselineCounts(state, name);
      return [name, { badShare: badShares[name] ?? 0, eventsPerSecond: (good + bad) / seconds }];
    }),
  );
}

/** Of the seconds that tell what is usual: what was asked for as a share of that; null where none tells. */
export function usualShareOf(seconds: readonly { asked: number; usual?: number }[]): number | null {
  const told = seconds.flatMap(({ asked, usual }) => (usual === undefined ? [] : [{ asked, usual }]));
  const usual = told.reduce((sum, second) => sum + second.usual, 0);
  return usual === 0 ? null : told.reduce((sum, { asked }) => sum + asked, 0) / usual;
}

function baselineCounts({ baselineSeconds }: DrillState, slo: string): SampleCounts {
  return baselineSeconds.reduce<SampleCounts>(
    (sum, { ledger }) => ({ good: sum.good + (ledger[slo]?.good ?? 0), bad: sum.bad + (ledger[slo]?.bad ?? 0) }),
    { good: 0, bad: 0 },
  );
}
