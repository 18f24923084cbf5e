/** How users fare: bad seconds, good stretches. The ledger decides the drill; telemetry only what a responder can see. */
import type { SloPlan } from '../../scenario/plan.ts';
import { badShare } from '../../slo/burn-rate.ts';
import { type SliSource, seenCounts, windowCounts } from '../../slo/history.ts';
import type { DrillState } from '../state.ts';
import type { SampleCounts } from '../values.ts';

/** Width of the rolling window that tells a failure from ordinary noise, and the fewest bad events in it. */
export const rollingSeconds = 10;
export const fewestBad = 5;

/** The largest bad share that still counts as good. */
function toleratedShare(state: DrillState, slo: SloPlan): number {
  return Math.max(1 - slo.objective, 2 * (state.baselineBadShare[slo.name] ?? 0));
}

/** Whether the newest second was bad for users: bad events of its own amid a bad window, or unserved traffic likewise. */
export function newestSecondIsBad(state: DrillState, source: SliSource): boolean {
  if (source === 'ledger' && !isTrafficServed(state, 1) && !isTrafficServed(state, rollingSeconds)) return true;
  return state.plan.slos.some((slo) => {
    const newest = state.history.seconds[slo.name]?.at(-1)?.[source] ?? { good: 0, bad: 0 };
    const window = windowCounts(state.history, slo.name, { source, seconds: rollingSeconds });
    return newest.bad > 0 && window.bad >= fewestBad && shareOf(window) > toleratedShare(state, slo);
  });
}

/** Whether telemetry showed any event at all in the rolling window: silence is not health. */
export function telemetrySeen(state: DrillState): boolean {
  return state.plan.slos.some(({ name }) => {
    const { good, bad } = seenCounts(state.history, name, { source: 'observed', seconds: rollingSeconds });
    return good + bad > 0;
  });
}

/** End of the newest live second, or the live start. */
export function newestSecondMs(state: DrillState): number {
  return state.seconds.at(-1)?.closedAtMs ?? state.liveAtMs ?? 0;
}

/**
 * Whether users have been well for the whole hold, up to the newest second: no bad second, and over the hold together
 * every SLI within tolerance and enough of the asked-for traffic served.
 */
export function hasBeenGoodFor(state: DrillState, holdMs: number): boolean {
  if (state.liveAtMs === null || newestSecondMs(state) - state.lastBadAtMs < holdMs) return false;
  const seconds = Math.ceil(holdMs / 1000);
  if (!isTrafficServed(state, seconds)) return false;
  return state.plan.slos.every(
    (slo) => shareOf(seenCounts(state.history, slo.name, { source: 'ledger', seconds })) <= toleratedShare(state, slo),
  );
}

/** Whether every SLI stayed within tolerance over the whole drill. */
export function stayedWithinNoise(state: DrillState): boolean {
  return state.plan.slos.every(
    (slo) =>
      shareOf(seenCounts(state.history, slo.name, { source: 'ledger', seconds: state.seconds.length })) <= toleratedShare(state, slo),
  );
}

function isTrafficServed({ seconds, plan }: DrillState, window: number): boolean {
  const recent = seconds.slice(-window);
  const asked = recent.reduce((sum, second) => sum + second.asked, 0);
  const sent = recent.reduce((sum, second) => sum + second.sent, 0);
  return asked > 0 && sent >= plan.oracle.minTrafficShare * asked;
}

function shareOf(counts: SampleCounts): number {
  return badShare(counts) ?? 0;
}
