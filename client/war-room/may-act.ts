import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useHouse } from '../state/store.ts';

/** Why this person cannot act now; null when they can. */
export function useWhyNot(): string | null {
  const connected = useHouse((house) => house.connected);
  const drill = useHouse((house) => house.drill);
  const playerId = useHouse((house) => house.identity?.playerId);
  if (!connected) return 'The connection is lost; acts wait until it is back.';
  return drill && whyNot(drill, playerId);
}

function whyNot({ players, phase }: DrillView, playerId: string | undefined): string | null {
  if (phase === 'debrief' || phase === 'closed') return 'The drill has ended.';
  const me = players.find((player) => player.playerId === playerId);
  if (!me) return 'You are watching. Join the drill to act.';
  if (me.role === 'observer') return 'Observers watch. Take another seat to act.';
  return phase === 'paused' ? 'The drill is paused.' : null;
}
