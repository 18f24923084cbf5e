/** The pod: who is here, in which seat, ready or not. */
import type { Role } from '../../protocol/roles.ts';
import { playerOf } from '../rules/players.ts';
import type { DrillState, PlayerState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type SeatEvent = 'playerJoined' | 'seatTaken' | 'seatFreed' | 'seatHandedOver' | 'readySet' | 'commCheckCalled' | 'commCheckAnswered';

export const seatEvolvers: Evolvers<SeatEvent> = {
  playerJoined(state, { atMs, data: { playerId, name, role } }) {
    const former = playerOf(state, playerId);
    const player: PlayerState = { playerId, name, role: role ?? null, ready: false, joinedAtMs: atMs };
    if (!former) return { ...state, players: [...state.players, player] };
    return seated(state, atMs, { [playerId]: role ?? former.role });
  },
  seatTaken: (state, { atMs, data: { playerId, role } }) => seated(state, atMs, { [playerId]: role }),
  seatFreed: (state, { atMs, data: { playerId } }) => seated(state, atMs, { [playerId]: null }),
  seatHandedOver(state, { atMs, data: { from, to, role } }) {
    const seatOffers = state.seatOffers.filter((offer) => offer.from !== from);
    return seated({ ...state, seatOffers }, atMs, { [from]: null, [to]: role });
  },
  commCheckCalled: (state, { actor }) => ({ ...state, commCheck: { by: actor.name, answered: [] } }),
  commCheckAnswered: (state, { data: { playerId } }) => ({
    ...state,
    commCheck: state.commCheck && { ...state.commCheck, answered: [...state.commCheck.answered, playerId] },
  }),
  readySet: (state, { data: { playerId, ready } }) => change(state, playerId, { ready }),
};

/** Who sits where from now on; when the commander's seat stands empty after it, that is since now. */
function seated(state: DrillState, atMs: number, seats: Record<string, Role | null>): DrillState {
  const players = state.players.map((player) => {
    const role = seats[player.playerId];
    return role === undefined ? player : { ...player, role };
  });
  const leftEmpty = isCommanded(state.players) && !isCommanded(players);
  return { ...state, players, commanderGoneAtMs: leftEmpty ? atMs : state.commanderGoneAtMs };
}

function isCommanded(players: readonly PlayerState[]): boolean {
  return players.some(({ role }) => role === 'commander');
}

function change(state: DrillState, id: string, to: Partial<PlayerState>): DrillState {
  return { ...state, players: state.players.map((player) => (player.playerId === id ? { ...player, ...to } : player)) };
}
