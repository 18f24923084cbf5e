import type { DrillView } from '../../core/protocol/drill-view.ts';

/** This person is the whole pod and nobody leads the drill: they hold the clock themselves. */
export function isAlone({ openedBy, players }: Pick<DrillView, 'openedBy' | 'players'>, playerId: string | undefined): boolean {
  return openedBy === 'player' && players.length === 1 && players[0]?.playerId === playerId;
}

export const pauseAct = { type: 'pause', reason: 'A break.' } as const;
