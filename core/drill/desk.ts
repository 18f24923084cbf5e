/** What the facilitator sees besides the players' view: script, truth, faults, and how users really fare. Sealed as a whole. */
import type { Desk } from '../protocol/desk.ts';
import { fixesByRequest } from '../requests/fix.ts';
import { describeOperation } from '../sandbox/describe-operation.ts';
import type { Plan } from '../scenario/plan.ts';
import { badShare } from '../slo/burn-rate.ts';
import { seenCounts } from '../slo/history.ts';
import { ledgerOverTime } from './rules/desk-ledger.ts';
import { describeItem } from './rules/desk-script.ts';
import { describeMatch } from './rules/desk-truth.ts';
import { rollingSeconds } from './rules/health.ts';
import { isStanding } from './rules/standing.ts';
import type { DrillState, FaultState } from './state.ts';
import type { SampleCounts } from './values.ts';

/** @param online ids of players with an open connection. */
export function deskOf(state: DrillState, online: readonly string[]): Desk {
  const { plan, lastPodAct } = state;
  return {
    drillId: state.drillId,
    scenarioId: plan.scenarioId,
    title: plan.title,
    seed: plan.seed,
    difficulty: plan.difficulty,
    sheet: plan.sheet,
    truth: truthOf(plan),
    hints: (plan.hints ?? []).map(({ costPercent, text }, index) => ({ costPercent, text, takenBy: state.hintsTaken[index]?.by ?? null })),
    unmet: state.unmet,
    requests: requestsOf(state),
    script: plan.script.map((item) => describeItem(state, item)),
    faults: Object.values(state.faults).map((fault) => faultOf(state, fault)),
    milestones: state.milestones,
    ledger: ledgerOf(state),
    ledgerOverTime: ledgerOverTime(state),
    lastPodActMs: lastPodAct?.atMs ?? null,
    lastPodAct: lastPodAct?.text ?? null,
    players: state.players.map(({ playerId }) => ({
      playerId,
      online: online.includes(playerId),
      lastActMs: state.playerActedAtMs[playerId] ?? null,
    })),
    notes: state.facilitatorNotes,
    undo: state.undo,
  };
}

function truthOf({ script, truth, forbidden = [] }: Plan): Desk['truth'] {
  const { component, mechanism, why, owner } = truth.trigger;
  return {
    component,
    mechanism,
    why,
    owner,
    conditions: truth.conditions,
    propagation: truth.propagation,
    accepted: [...truth.accepted.map(describeMatch), ...fixesByRequest({ script, truth })],
    partial: truth.partial.map(describeMatch),
    harmful: truth.harmful.map(describeMatch),
    forbidden: forbidden.map(describeMatch),
    decoys: truth.decoys,
  };
}

function requestsOf({ plan, requests }: DrillState): Desk['requests'] {
  return plan.script.flatMap((item) => {
    if (item.kind !== 'request') return [];
    const truth = plan.truth.requests?.find(({ request }) => request === item.id);
    const made = requests.find(({ injectId }) => injectId === item.id);
    const { title } = item.request;
    return [{ injectId: item.id, requestId: made?.requestId ?? null, title, right: truth?.right ?? null, because: truth?.because ?? '' }];
  });
}

function faultOf(state: DrillState, fault: FaultState): Desk['faults'][number] {
  const { component, label, detail } = describeOperation(fault.operation);
  return {
    faultId: fault.faultId,
    label: `${label}: ${detail}`,
    component,
    state: faultStateOf(state, fault),
    appliedAtMs: fault.appliedAtMs ?? fault.firstAppliedAtMs,
  };
}

function faultStateOf(state: DrillState, fault: FaultState): Desk['faults'][number]['state'] {
  if (fault.failed) return 'failed';
  // At the end of a drill everything is taken off, before the undo is reported.
  if (fault.endedBy !== null || !isStanding(state.standing, fault.faultId)) return 'ended';
  if (fault.witnessed) return 'felt';
  return fault.appliedAtMs === null ? 'requested' : 'applied';
}

/** Before the clock runs there are only the seconds of the baseline. */
function ledgerOf(state: DrillState): Desk['ledger'] {
  return state.plan.slos.map(({ name, displayName, objective }) => {
    const now =
      state.liveAtMs === null
        ? baselineCounts(state, name)
        : seenCounts(state.history, name, { source: 'ledger', seconds: rollingSeconds });
    const { good, bad } = state.history.seconds[name]?.at(-1)?.total.ledger ?? { good: 0, bad: 0 };
    return { slo: name, displayName, objective, badShareNow: badShare(now), bad, total: good + bad };
  });
}

function baselineCounts({ baselineSeconds }: DrillState, slo: string): SampleCounts {
  return baselineSeconds
    .slice(-rollingSeconds)
    .reduce((sum, { ledger }) => ({ good: sum.good + (ledger[slo]?.good ?? 0), bad: sum.bad + (ledger[slo]?.bad ?? 0) }), {
      good: 0,
      bad: 0,
    });
}
