/** Faults: firing once more, witnessing, giving up, ending. */
import { badShare } from '../../slo/burn-rate.ts';
import { seenCounts, windowCounts } from '../../slo/history.ts';
import type { DrillState, FaultState } from '../state.ts';
import { emit, scriptActor, systemActor, type Turn } from '../turn.ts';
import type { SampleCounts } from '../values.ts';
import { couldHaveHidden } from './absorption.ts';
import { endDrill } from './ending.ts';
import { fewestBad, rollingSeconds } from './health.ts';
import { reachOnce } from './milestones.ts';

/** A fault is fired at most this often before the drill is called invalid. */
const attempts = 2;

/** The witness must exceed this share of bad events, or five times what is normal. */
const fewestFeltShare = 0.05;
/** What is felt again is felt in so many seconds. */
const fewestBadSeconds = 3;

/** Whether the users' own SLI must prove this fault. */
function needsWitness(state: DrillState, fault: FaultState): boolean {
  return state.plan.expect.witness === 'felt' && fault.primary && !fault.witnessed;
}

/** Game time by which the users must have felt the fault. */
export function witnessDeadlineMs(state: DrillState, fault: FaultState): number | null {
  if (fault.appliedAtMs === null || !needsWitness(state, fault)) return null;
  return fault.appliedAtMs + state.plan.expect.withinMs;
}

/** Game time at which the script takes the fault off by itself. */
export function faultEndMs({ appliedAtMs, endsAfterMs, endedBy }: FaultState): number | null {
  return appliedAtMs === null || endsAfterMs === null || endedBy !== null ? null : appliedAtMs + endsAfterMs;
}

/** After each live second: have the users felt a fault that is on? */
export function witnessFaults(turn: Turn): void {
  for (const fault of Object.values(turn.state.faults)) {
    if (fault.appliedAtMs === null || !needsWitness(turn.state, fault)) continue;
    const impactAtMs = feltSinceMs(turn.state, fault.appliedAtMs);
    if (impactAtMs === null) continue;
    const { slo } = turn.state.plan.expect;
    emit(turn, {
      type: 'faultWitnessed',
      actor: systemActor,
      causeSeq: fault.appliedSeq,
      data: { faultId: fault.faultId, slo, impactAtMs },
    });
    reachOnce(turn, 'impact', impactAtMs);
  }
}

/** Start of the first bad second of the rolling window since the fault was applied; null while it is not felt. */
function feltSinceMs(state: DrillState, appliedAtMs: number): number | null {
  const { slo } = state.plan.expect;
  if (!isFelt(state, windowCounts(state.history, slo, { source: 'ledger', seconds: rollingSeconds }))) return null;
  const threshold = feltThreshold(state);
  const counts = (state.history.seconds[slo] ?? []).slice(-rollingSeconds);
  const first = state.seconds
    .slice(-rollingSeconds)
    .find(({ closedAtMs }, index) => closedAtMs > appliedAtMs && shareOf(counts[index]?.ledger) > threshold);
  return first ? Math.max(appliedAtMs, first.closedAtMs - 1000) : null;
}

/**
 * By the seconds that closed after a moment alone, ten at most: the same rule by which a fault is witnessed, and bad events in several of
 * them, since one may hold what was under way before.
 */
export function isFeltAfter(state: DrillState, atMs: number): boolean {
  const { slo } = state.plan.expect;
  const seconds = state.seconds.slice(-rollingSeconds).filter(({ closedAtMs }) => closedAtMs > atMs).length;
  if (seconds === 0 || !isFelt(state, seenCounts(state.history, slo, { source: 'ledger', seconds }))) return false;
  const since = (state.history.seconds[slo] ?? []).slice(-seconds);
  return since.filter(({ ledger }) => ledger.bad > 0).length >= fewestBadSeconds;
}

function isFelt(state: DrillState, window: SampleCounts): boolean {
  return window.bad >= fewestBad && shareOf(window) > feltThreshold(state);
}

function feltThreshold({ plan, baselineBadShare }: DrillState): number {
  return Math.max(5 * (baselineBadShare[plan.expect.slo] ?? 0), fewestFeltShare);
}

function shareOf(counts: SampleCounts | undefined): number {
  return (counts && badShare(counts)) ?? 0;
}

/** The users did not feel it in time: once more, and then it is nobody's loss. */
export function giveUpOnWitness(turn: Turn, fault: FaultState): void {
  const { faultId, attempt } = fault;
  const causeSeq = emit(turn, { type: 'faultUnfelt', actor: systemActor, causeSeq: fault.appliedSeq, data: { faultId, attempt } });
  if (fault.endedBy === 'facilitator') return endDrill(turn, 'invalid', 'The facilitator took the fault off before users felt it.');
  if (attempt < attempts && fault.endedBy !== 'owner') return requestAgain(turn, fault, causeSeq);
  if (fault.endedBy === 'owner' || couldHaveHidden(turn.state, fault)) {
    return endDrill(turn, 'absorbed', 'What the pod had done before kept the users from feeling the fault.');
  }
  endDrill(turn, 'invalid', `The fault was applied ${attempt} times and the users never felt it.`);
}

/** The sandbox could not apply it. */
export function injectionFailed(turn: Turn, fault: FaultState, message: string): void {
  const { faultId, attempt, requestedSeq } = fault;
  const causeSeq = emit(turn, { type: 'faultFailed', causeSeq: requestedSeq, data: { faultId, attempt, message } });
  if (attempt < attempts) return requestAgain(turn, fault, causeSeq);
  // What the facilitator wanted besides, and noise, are not what the drill is about.
  if (fault.scripted && !isNoise(turn.state, fault)) endDrill(turn, 'invalid', `The fault could not be applied: ${message}`);
}

function isNoise({ plan }: DrillState, { faultId }: FaultState): boolean {
  return plan.script.some(({ id, noise }) => id === faultId && noise === true);
}

function requestAgain(turn: Turn, { faultId, attempt, operation, label, scripted, endsAfterMs }: FaultState, causeSeq: number): void {
  // The script knows when its own faults end.
  const end = scripted || endsAfterMs === null ? {} : { endsAfterMs };
  const data = { faultId, attempt: attempt + 1, operation, label, ...end };
  emit(turn, { type: 'faultRequested', actor: scripted ? scriptActor : systemActor, causeSeq, data });
}

/** Asked for or on, and not taken off: it can still be ended. */
export function isOn({ endedBy, failed }: FaultState): boolean {
  return endedBy === null && !failed;
}

/** Null: whoever sent the command. */
const endActors = { owner: systemActor, script: scriptActor, facilitator: null } as const;

/** Takes a fault off for good. The cause is gone when it was the one the truth names. */
export function endFault(turn: Turn, faultId: string, end: { by: keyof typeof endActors; causeSeq: number }): void {
  const { by, causeSeq } = end;
  emit(turn, { type: 'faultEnded', actor: endActors[by] ?? turn.actor, causeSeq, data: { faultId, by } });
  if (end.by === 'owner' || faultId === turn.state.plan.truth.trigger.since) reachOnce(turn, 'causeRemoved');
}
