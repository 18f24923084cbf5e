/** Finding tasks, and who has them. */
import type { TaskState } from '../reasoning-state.ts';
import type { DrillState } from '../state.ts';

export function taskOf({ tasks }: DrillState, id: string): TaskState | undefined {
  return tasks.find(({ taskId }) => taskId === id);
}

/** Name of who has it; null while nobody has, or for somebody who is not known any more. */
export function ownerOf({ players }: Pick<DrillState, 'players'>, { ownerPlayerId }: Pick<TaskState, 'ownerPlayerId'>): string | null {
  return players.find(({ playerId }) => playerId === ownerPlayerId)?.name ?? null;
}
