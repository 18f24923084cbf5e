/** What must be so, besides users being well, before a resolve holds. Each gives what stands against it, in words, or null. */
import type { SandboxAction } from '../../sandbox/operations.ts';
import type { Invariant } from '../../scenario/invariants.ts';
import { type SliSource, seenCounts } from '../../slo/history.ts';
import type { LiveSecond } from '../measured-state.ts';
import type { DrillState } from '../state.ts';
import { ownerless } from './left-on.ts';
import { unsafePolicy } from './safe-policies.ts';
import { usualShareOf } from './steady-state.ts';

/** The largest share of its traffic that a shop may lose unnoticed. */
const trafficShare = 0.95;
/** Telemetry that tells of less than this share of what users did is not back. */
const toldShare = 0.8;
const pageSuffix = '.page';
/** Acts after which records may never be read. */
const passingOver: readonly SandboxAction['kind'][] = ['offsetsReset', 'offsetSkip'];

export function brokenInvariants(state: DrillState): string[] {
  const { invariants } = state.plan.oracle;
  if (invariants === undefined) return [];
  const broken = invariants.flatMap((invariant) => checks[invariant](state) ?? []);
  const isAnswerable = hasPassedOver(state) && !invariants.includes('records-kept');
  return isAnswerable ? [...broken, ...ordersLost(state)] : broken;
}

/** Whether the pod has moved a group past records: whoever did answers for what was in them, in every scenario. */
export function hasPassedOver(state: DrillState): boolean {
  return actsDone(state).some(({ work }) => work?.type === 'action' && passingOver.includes(work.action.kind));
}

/** Controls that did something once, and have done it; what others set only stands. */
export function actsDone({ controls }: DrillState): DrillState['controls'] {
  return controls.filter(({ work, landedAtMs }) => work?.type === 'action' && landedAtMs !== null);
}

const checks: Record<Invariant, (state: DrillState) => string | null> = {
  'services-up': notUp,
  'traffic-back': trafficMissing,
  'pages-heard'({ silences }) {
    const silenced = silences.filter(({ alert }) => alert.endsWith(pageSuffix)).map(({ alert }) => alert);
    return silenced.length === 0 ? null : `silenced: ${silenced.join(', ')}`;
  },
  'nothing-left-on'(state) {
    const left = ownerless(state).map(({ words }) => words);
    return left.length === 0 ? null : `left on, and owned by nobody: ${left.join('; ')}`;
  },
  'records-kept': recordsNotKept,
  'safe-policies': unsafePolicy,
  'telemetry-back': telemetryMissing,
};

/** For the whole hold: who falls over again and again may well be up in the very second of the resolve. */
function notUp(state: DrillState): string | null {
  if (state.down.length > 0) return `not up: ${state.down.join(', ')}`;
  const were = [...new Set(secondsOfHold(state).flatMap(({ down }) => down))];
  return were.length === 0 ? null : `not up all the time: ${were.join(', ')}`;
}

/** None is lost, and none is processed twice. The newest word is right for a ledger: what it owed before and has delivered since is paid. */
function recordsNotKept(state: DrillState): string | null {
  const { since } = state.ordersTwice;
  const twice = since === 0 ? [] : [`${since} ${since === 1 ? 'order was' : 'orders were'} charged twice`];
  return [...ordersLost(state), ...twice].join('; ') || null;
}

function ordersLost({ ordersOwed }: DrillState): string[] {
  return ordersOwed === 0 ? [] : [`${ordersOwed} accepted orders have never reached shipping`];
}

/**
 * Over the hold users have to come as they would have come by themselves. Only what sets their rate can keep them away: who is turned
 * away, or finds nobody there, has come, and is bad for an SLI.
 */
function trafficMissing(state: DrillState): string | null {
  const recent = secondsOfHold(state);
  const askedPerSecond = recent.reduce((sum, { asked }) => sum + asked, 0) / Math.max(1, recent.length);
  if (state.usualShare === null) return fewerThanInTrough(state, askedPerSecond);
  const share = (usualShareOf(recent) ?? 0) / state.usualShare;
  if (share >= trafficShare) return null;
  return `users came at ${Math.round(askedPerSecond)} requests/s, ${Math.round(share * 100)} % of those that are usual at that time`;
}

/** Older logs do not tell how the wave stood: what is asked for may lie as far below the baseline as its trough below its crest. */
function fewerThanInTrough({ plan, baselineRatePerSecond }: DrillState, askedPerSecond: number): string | null {
  const { waveAmplitude = 0 } = plan.oracle;
  const fewest = (trafficShare * baselineRatePerSecond * (1 - waveAmplitude)) / (1 + waveAmplitude);
  if (askedPerSecond >= fewest) return null;
  return `users came at ${Math.round(askedPerSecond)} requests/s, before it were ${Math.round(baselineRatePerSecond)}`;
}

function secondsOfHold({ plan, seconds }: DrillState): LiveSecond[] {
  return seconds.slice(-Math.ceil(plan.oracle.holdMs / 1000));
}

/** Pages and charts are worth nothing without it, and users may be well all the same. */
function telemetryMissing({ plan, history }: DrillState): string | null {
  const seconds = Math.ceil(plan.oracle.holdMs / 1000);
  const eventsOf = (source: SliSource): number =>
    plan.slos.reduce((sum, { name }) => {
      const { good, bad } = seenCounts(history, name, { source, seconds });
      return sum + good + bad;
    }, 0);
  const [told, happened] = [eventsOf('observed'), eventsOf('ledger')];
  return told >= toldShare * happened ? null : `telemetry tells of ${told} of ${happened} events of users`;
}
