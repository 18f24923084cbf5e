/**
 * Before a resolve holds, a scenario may have something tried once more: a real restart, or its trigger for a while.
 * To players it is ordinary traffic; users must stay well all the time and some seconds after.
 */
import type { ProbeKind } from '../events.ts';
import type { DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';
import { newestSecondMs } from './health.ts';
import { isStanding } from './standing.ts';

/** Users must be well for this long after a probe has ended. */
const settleMs = 15_000;
/** A probe that takes longer than its own time and this proves nothing. */
const slackMs = 60_000;

/** What is still to be tried. A trigger that is on anyway needs no replay: users are well under it. */
export function nextProbe({ plan, probesPassed, standing }: DrillState): ProbeKind | null {
  const { restartProbe, replay } = plan.oracle;
  if (restartProbe !== undefined && !probesPassed.includes('restart')) return 'restart';
  if (replay === undefined || probesPassed.includes('replay') || isStanding(standing, replay.faultId)) return null;
  return 'replay';
}

/** The trigger is on, and was not all through the hold: neither the hold nor a replay beside it would say anything. */
export function isTriggerNew({ plan, probesPassed, standing, faults, seconds }: DrillState): boolean {
  const { replay, holdMs } = plan.oracle;
  if (replay === undefined || probesPassed.includes('replay') || !isStanding(standing, replay.faultId)) return false;
  const appliedAtMs = faults[replay.faultId]?.appliedAtMs ?? Number.POSITIVE_INFINITY;
  return appliedAtMs > (seconds.at(-1)?.closedAtMs ?? 0) - holdMs;
}

export function startProbe(turn: Turn, probe: ProbeKind): void {
  const { restartProbe = '', replay } = turn.state.plan.oracle;
  const target = probe === 'restart' ? restartProbe : (replay?.faultId ?? '');
  emit(turn, { type: 'probeStarted', actor: systemActor, causeSeq: turn.state.seq, data: { probe, target } });
}

/** What the sandbox could not do is not tried again, and held against nobody; the debrief says so, and a scenario is not proven by it. */
export function endProbe(turn: Turn, { ok, message }: { ok: boolean; message: string }): void {
  const { probe } = turn.state;
  if (probe === null || probe.endedAtMs !== null) return;
  emit(turn, { type: 'probeEnded', actor: systemActor, causeSeq: probe.startedSeq, data: { probe: probe.probe, ok, message } });
}

/** Game time at which the trigger is taken off again. */
export function replayEndMs({ probe, plan }: DrillState): number | null {
  if (probe?.probe !== 'replay' || probe.endedAtMs !== null) return null;
  return probe.startedAtMs + (plan.oracle.replay?.forMs ?? 0);
}

/** Game time by which a probe must be over. */
export function probeDeadlineMs({ probe, plan }: DrillState): number | null {
  if (probe === null) return null;
  const ownMs = probe.probe === 'replay' ? (plan.oracle.replay?.forMs ?? 0) : 0;
  return probe.startedAtMs + ownMs + settleMs + slackMs;
}

/** `hurt`: users suffered since it began. `passed`: it is over, and users were well long enough after it. */
export function probeVerdict(state: DrillState): 'hurt' | 'passed' | 'going on' {
  const { probe, lastBadAtMs } = state;
  if (probe === null) return 'going on';
  if (lastBadAtMs > probe.startedAtMs) return 'hurt';
  return probe.endedAtMs !== null && newestSecondMs(state) >= probe.endedAtMs + settleMs ? 'passed' : 'going on';
}

/** Why a probe stands against the resolve; null while none does. */
export function probeWords(state: DrillState): string | null {
  const { probe, plan } = state;
  if (probe === null) return null;
  const tried =
    probe.probe === 'restart'
      ? `${plan.oracle.restartProbe} was restarted`
      : `the trigger came back for ${(plan.oracle.replay?.forMs ?? 0) / 1000} s`;
  return probeVerdict(state) === 'hurt' ? `${tried}, and users suffered again` : `${tried}, and that was not over in time`;
}
