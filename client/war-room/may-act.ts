import { isOver } from '../../core/drill/values.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { askInstead, dutyOf, holdersInstead, type SeatAct } from '../../core/protocol/seat-duties.ts';
import { type House, useHouse } from '../state/store.ts';

/**
 * `seat`: who sits where, also for observers. `talk`: messages and the board, also while waiting or paused. `respond`: what moves the
 * incident or the shop, while its clock runs.
 */
export type ActKind = 'seat' | 'talk' | 'respond';

/** Why this person cannot act now; null when they can. `act`: the command, where a seat may have the say over it. */
export function useWhyNot(kind: ActKind, act?: SeatAct): string | null {
  return useHouse((house) => whyNotNow(house, kind, act));
}

type Standing = Pick<House, 'connected' | 'drill' | 'online' | 'identity'>;

/** The same for who acts at once: a key, a command that was typed. */
export function whyNotNow({ connected, drill, online, identity }: Standing, kind: ActKind, act?: SeatAct): string | null {
  if (!connected) return 'The connection is lost; acts wait until it is back.';
  if (!drill) return null;
  const playerId = identity?.playerId;
  return whyNot(drill, playerId, kind) ?? (act === undefined ? null : seatForbids(drill, { playerId, online, act }));
}

type Room = Pick<DrillView, 'players' | 'phase'>;

export function whyNot({ players, phase }: Room, playerId: string | undefined, kind: ActKind): string | null {
  if (isOver(phase)) return 'The drill has ended.';
  const me = players.find((player) => player.playerId === playerId);
  if (!me) return 'You are watching. Join the drill to act.';
  if (kind === 'seat') return null;
  if (me.role === 'observer') return 'Observers watch. Take another seat to act.';
  if (kind === 'talk') return null;
  if (phase === 'paused') return 'The drill is paused: talk and the board go on, acts wait.';
  return phase === 'live' ? null : 'Acts open when the incident’s clock runs.';
}

interface Asked {
  playerId: string | undefined;
  /** Ids of those with an open connection; whose holder is not among them binds nobody. */
  online: readonly string[];
  act: SeatAct;
}

/** Whose act it is instead; null when it is this person's as well. */
export function seatForbids(
  { players, severity }: Pick<DrillView, 'players' | 'severity'>,
  { playerId = '', online, act }: Asked,
): string | null {
  if (act.type === 'recordException') return commanderInstead(players, playerId);
  const duty = dutyOf(act, severity !== null);
  const away = players.map((player) => player.playerId).filter((id) => !online.includes(id));
  const holders = duty === null ? [] : holdersInstead({ players, away }, playerId, duty);
  return holders.length === 0 ? null : `Another seat does this. ${askInstead(holders)}`;
}

/** An exception is for the commander alone, also while that seat is empty or its holder is away. */
function commanderInstead(players: Room['players'], playerId: string): string | null {
  const commanders = players.filter(({ role }) => role === 'commander');
  if (commanders.some((each) => each.playerId === playerId)) return null;
  return commanders.length === 0
    ? 'Only a commander records an exception: take that seat.'
    : `Only the commander records an exception. ${askInstead(commanders)}`;
}
