import { emit, systemActor, type Turn } from '../turn.ts';
import type { Milestone } from '../values.ts';

/** Sets a milestone once; later occasions change nothing. `reachedAtMs` may lie before the moment it was found out. */
export function reachOnce(turn: Turn, milestone: Milestone, reachedAtMs: number = turn.atMs): void {
  if (turn.state.milestones[milestone] === undefined) reach(turn, milestone, reachedAtMs);
}

/** Sets a milestone, again if need be. */
export function reach(turn: Turn, milestone: Milestone, reachedAtMs: number = turn.atMs): void {
  emit(turn, { type: 'milestoneReached', actor: systemActor, causeSeq: turn.state.seq, data: { milestone, reachedAtMs } });
}
