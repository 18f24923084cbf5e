/** What follows a resolve: it holds, or the incident comes back. And the sealed milestone of the true recovery. */
import type { DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';
import { endDrill, nothingWasWrong } from './ending.ts';
import { goalWords, isAsWanted, isGoalReached } from './goal.ts';
import { hasBeenGoodFor, newestSecondMs } from './health.ts';
import { brokenInvariants } from './invariants.ts';
import { reach } from './milestones.ts';
import { endProbe, isTriggerNew, nextProbe, probeDeadlineMs, probeVerdict, probeWords, startProbe } from './probes.ts';

/** However long users were well before the resolve, this much must be seen after it. */
const seenAfterResolveMs = 20_000;

/** After each live second: have users been well for the hold since the impact? */
export function noteRecovery(turn: Turn): void {
  const { milestones, lastBadAtMs, plan } = turn.state;
  if (plan.goal) return noteGoal(turn);
  if (milestones.impact === undefined || milestones.recovered !== undefined) return;
  const goodSinceMs = Math.max(lastBadAtMs, milestones.impact);
  const closedAtMs = newestSecondMs(turn.state);
  if (closedAtMs - goodSinceMs < plan.oracle.holdMs || !hasBeenGoodFor(turn.state, plan.oracle.holdMs)) return;
  reach(turn, 'recovered', recoveredSinceMs(turn.state, goodSinceMs));
}

/** Where nothing is broken, recovered is: as fast as it was to become, and nobody worse off for it. */
function noteGoal(turn: Turn): void {
  const { milestones, plan } = turn.state;
  if (milestones.recovered === undefined && isAsWanted(turn.state, plan.oracle.holdMs))
    reach(turn, 'recovered', newestSecondMs(turn.state));
}

/** Start of the good stretch; where the hold as a whole became good only later, the start of the hold that was. */
function recoveredSinceMs(state: DrillState, goodSinceMs: number): number {
  const ranOver = newestSecondMs(state) - state.plan.oracle.holdMs - goodSinceMs;
  return ranOver < 1000 ? goodSinceMs : goodSinceMs + ranOver;
}

/** After each live second: does the resolve hold? */
export function confirmResolve(turn: Turn): void {
  const { state } = turn;
  const { holdMs } = state.plan.oracle;
  if (state.resolve === null || !wasThereAnything(state)) return;
  if (state.probe !== null) return judgeProbe(turn);
  const enoughSeen = newestSecondMs(state) >= state.resolve.atMs + Math.min(holdMs, seenAfterResolveMs);
  if (!enoughSeen || !isAsWanted(state, holdMs) || isTriggerNew(state)) return;
  if (brokenInvariants(state).length === 0) probeOrHold(turn);
}

function judgeProbe(turn: Turn): void {
  const verdict = probeVerdict(turn.state);
  if (verdict === 'hurt') return reopen(turn, 'Users suffered again after the resolve.');
  if (verdict !== 'passed' || turn.state.probe === null || brokenInvariants(turn.state).length > 0) return;
  const { probe, startedSeq } = turn.state.probe;
  emit(turn, { type: 'probePassed', actor: systemActor, causeSeq: startedSeq, data: { probe } });
  probeOrHold(turn);
}

/** What is still to be tried comes first. */
function probeOrHold(turn: Turn): void {
  const { state } = turn;
  const next = nextProbe(state);
  if (next !== null) return startProbe(turn, next);
  if (state.resolve === null) return;
  const heldForMs = newestSecondMs(state) - state.lastBadAtMs;
  emit(turn, { type: 'resolveHeld', actor: systemActor, causeSeq: state.resolve.seq, data: { heldForMs } });
  if (nothingWasWrong(turn)) endDrill(turn, 'held', 'Nothing was wrong, and users stayed well.');
  else endDrill(turn, 'recovered', goalWords(state) ?? `Users were well for ${Math.floor(heldForMs / 1000)} s up to the end.`);
}

/** An incident that has not reached the users yet cannot be over. */
function wasThereAnything({ plan, milestones }: DrillState): boolean {
  return plan.expect.witness === 'none' || milestones.impact !== undefined;
}

/** Game time at which a resolve that could not be confirmed counts as false. */
export function reopenDueMs(state: DrillState): number | null {
  const { resolve, plan } = state;
  return resolve === null ? null : (probeDeadlineMs(state) ?? resolve.atMs + 2 * plan.oracle.holdMs);
}

export function reopenUnconfirmed(turn: Turn): void {
  const { resolve } = turn.state;
  if (resolve) reopen(turn, `The resolve could not be confirmed within ${Math.round((turn.atMs - resolve.atMs) / 1000)} s.`);
}

/** Users were well, and of a trigger that had only just come that says nothing. */
function triggerWords(state: DrillState): string | null {
  const { holdMs } = state.plan.oracle;
  return isTriggerNew(state) && isAsWanted(state, holdMs) ? `the trigger had not been on for ${holdMs / 1000} s yet` : null;
}

/** Takes the resolve back. What else stood against it is written down, sealed: to players `reason` is all. */
export function reopen(turn: Turn, reason: string): void {
  const { resolve } = turn.state;
  if (!resolve) return;
  const missed = isGoalReached(turn.state) ? null : goalWords(turn.state);
  const reasons = [missed, probeWords(turn.state), triggerWords(turn.state), ...brokenInvariants(turn.state)].filter(
    (words) => words !== null,
  );
  endProbe(turn, { ok: true, message: 'cut short' });
  if (reasons.length > 0) emit(turn, { type: 'resolveUnmet', actor: systemActor, causeSeq: resolve.seq, data: { reasons } });
  emit(turn, { type: 'incidentReopened', actor: systemActor, causeSeq: resolve.seq, data: { reason } });
}
