/** One second of figures, and everything that follows from it. */
import { isSilenced, underSilence } from '../../alerts/silences.ts';
import { alertsAfter } from '../rules/alerting.ts';
import { witnessFaults } from '../rules/faults.ts';
import { goalBaseline } from '../rules/goal.ts';
import { reachOnce } from '../rules/milestones.ts';
import { baselineBadShares, baselineSentPerSecond, unsteadyReason } from '../rules/steady-state.ts';
import { confirmResolve, noteRecovery, reopen } from '../rules/verification.ts';
import type { DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';
import type { Phase } from '../values.ts';
import type { Deciders } from './decider.ts';

const measuredPhases: readonly Phase[] = ['baseline', 'live', 'paused'];

/** Never refused: the sample that finds the drill over must still let the end be written. Elsewhere it is not recorded. */
export const sampleDeciders: Deciders<'recordSample'> = {
  recordSample(turn, { data }) {
    const before = turn.state;
    if (!measuredPhases.includes(before.phase)) return null;
    emit(turn, { type: 'sliSampled', data: { ...data, paused: before.phase === 'paused' } });
    if (before.phase === 'baseline') proveBaseline(turn);
    if (before.phase === 'live') {
      announceAlerts(turn, before.alertMemory);
      witnessFaults(turn);
      noteRecovery(turn);
      confirmResolve(turn);
    }
    return null;
  },
};

function proveBaseline(turn: Turn): void {
  if (unsteadyReason(turn.state) !== null) return;
  const goal = goalBaseline(turn.state);
  const data = {
    badShare: baselineBadShares(turn.state),
    ratePerSecond: baselineSentPerSecond(turn.state),
    ...(goal ? { goal } : {}),
  };
  const causeSeq = emit(turn, { type: 'baselineProven', actor: systemActor, causeSeq: turn.state.seq, data });
  const change = { from: 'baseline', to: 'live', reason: 'steady state proven' } as const;
  emit(turn, { type: 'phaseChanged', actor: systemActor, causeSeq, data: change });
}

function announceAlerts(turn: Turn, memoryBefore: DrillState['alertMemory']): void {
  const sample = turn.events.at(-1);
  if (sample?.type !== 'sliSampled') return;
  for (const transition of alertsAfter({ ...turn.state, alertMemory: memoryBefore }, sample).transitions) {
    const state = underSilence(transition.state, isSilenced(turn.state.silences, transition.alert, turn.atMs));
    const data = { ...transition, state };
    emit(turn, { type: 'alertStateChanged', actor: systemActor, causeSeq: sample.seq, data });
    if (data.severity !== 'page' || data.state !== 'firing') continue;
    reachOnce(turn, 'paged');
    if (turn.state.resolve) reopen(turn, `A page fired after the resolve: ${data.alert}.`);
  }
}
