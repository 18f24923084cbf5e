/** Time boxes of tasks: when one is over the room is told, once, by time alone. */
import type { TaskState } from '../reasoning-state.ts';
import type { DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';

/** While the game clock stands still, and after the end, nothing falls due. */
export function overdueAtMs({ phase }: DrillState, { dueAtMs, isOverdue, closed }: TaskState): number | null {
  return (phase === 'live' || phase === 'baseline') && closed === null && !isOverdue ? dueAtMs : null;
}

export function tellOverdue(turn: Turn, { taskId }: TaskState): void {
  emit(turn, { type: 'taskOverdue', actor: systemActor, data: { taskId } });
}
