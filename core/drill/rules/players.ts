/** Finding people, and what they are called. */
import type { DrillState, PlayerState } from '../state.ts';

type Pod = Pick<DrillState, 'players'>;

export function playerOf({ players }: Pod, playerId: string): PlayerState | undefined {
  return players.find((player) => player.playerId === playerId);
}

/** Their name; the id of somebody who is not in the drill. */
export function nameOf(pod: Pod, playerId: string): string {
  return playerOf(pod, playerId)?.name ?? playerId;
}
