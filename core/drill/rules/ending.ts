/** How a drill ends. Every ending leads to debrief and undoes everything. */
import type { DrillState } from '../state.ts';
import { emit, type Turn } from '../turn.ts';
import type { Outcome } from '../values.ts';
import { couldHaveHidden } from './absorption.ts';
import { goalWords } from './goal.ts';
import { stayedWithinNoise } from './health.ts';

export function endDrill(turn: Turn, outcome: Outcome, reason: string): void {
  const from = turn.state.phase;
  const causeSeq = emit(turn, { type: 'drillEnded', data: { outcome, reason } });
  emit(turn, { type: 'phaseChanged', causeSeq, data: { from, to: 'debrief', reason: 'the drill has ended' } });
}

/** The end without a resolve that held. Where nothing was wrong and users never suffered, there was nothing to resolve. */
export function endUnresolved(turn: Turn, reason: string): void {
  if (wasSpared(turn.state)) return endDrill(turn, 'invalid', 'The facilitator skipped the fault, so there was nothing to find.');
  const goal = goalWords(turn.state);
  if (goal !== null) return endDrill(turn, 'lost', `${goal} ${reason}`);
  if (wasNeverFelt(turn.state)) return endUnfelt(turn, reason);
  endDrill(turn, nothingWasWrong(turn) ? 'held' : 'lost', reason);
}

/** Without the fault that the truth names nothing can be won, so nothing may be lost. */
function wasSpared({ plan, injects }: DrillState): boolean {
  return plan.script.some((item) => item.kind === 'fault' && item.primary && injects[item.id] === 'skipped');
}

/** Users have felt nothing yet of what the scenario does to them: nothing was there to be found, and nothing is lost. */
function wasNeverFelt({ plan, milestones }: DrillState): boolean {
  return plan.expect.witness !== 'none' && milestones.impact === undefined;
}

function endUnfelt(turn: Turn, reason: string): void {
  const { faults } = turn.state;
  const isHidden = Object.values(faults).some((fault) => fault.firstAppliedAtMs !== null && couldHaveHidden(turn.state, fault));
  if (isHidden) return endDrill(turn, 'absorbed', `What the pod had done hid the fault from users. ${reason}`);
  endDrill(turn, 'invalid', `Users had felt nothing of the fault yet, so there was nothing to lose. ${reason}`);
}

export function nothingWasWrong({ state }: Turn): boolean {
  return state.plan.expect.witness === 'none' && !state.plan.goal && stayedWithinNoise(state);
}
