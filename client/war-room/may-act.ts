import { isOver } from '../../core/drill/values.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useHouse } from '../state/store.ts';

/** `talk`: messages and the board, also while waiting or paused. `respond`: what moves the incident or the shop, while its clock runs. */
export type ActKind = 'talk' | 'respond';

/** Why this person cannot act now; null when they can. */
export function useWhyNot(kind: ActKind): string | null {
  const connected = useHouse((house) => house.connected);
  const drill = useHouse((house) => house.drill);
  const playerId = useHouse((house) => house.identity?.playerId);
  if (!connected) return 'The connection is lost; acts wait until it is back.';
  return drill && whyNot(drill, playerId, kind);
}

export function whyNot(
  { players, phase }: Pick<DrillView, 'players' | 'phase'>,
  playerId: string | undefined,
  kind: ActKind,
): string | null {
  if (isOver(phase)) return 'The drill has ended.';
  const me = players.find((player) => player.playerId === playerId);
  if (!me) return 'You are watching. Join the drill to act.';
  if (me.role === 'observer') return 'Observers watch. Take another seat to act.';
  if (kind === 'talk') return null;
  if (phase === 'paused') return 'The drill is paused: talk and the board go on, acts wait.';
  return phase === 'live' ? null : 'Acts open when the incident’s clock runs.';
}
