/** How a drill ends. Every ending leads to debrief and undoes everything. */
import { emit, type Turn } from '../turn.ts';
import type { Outcome } from '../values.ts';
import { stayedWithinNoise } from './health.ts';

export function endDrill(turn: Turn, outcome: Outcome, reason: string): void {
  const from = turn.state.phase;
  const causeSeq = emit(turn, { type: 'drillEnded', data: { outcome, reason } });
  emit(turn, { type: 'phaseChanged', causeSeq, data: { from, to: 'debrief', reason: 'the drill has ended' } });
}

/** The end without a resolve that held. Where nothing was wrong and users never suffered, there was nothing to resolve. */
export function endUnresolved(turn: Turn, reason: string): void {
  endDrill(turn, nothingWasWrong(turn) ? 'held' : 'lost', reason);
}

export function nothingWasWrong({ state }: Turn): boolean {
  return state.plan.expect.witness === 'none' && stayedWithinNoise(state);
}
