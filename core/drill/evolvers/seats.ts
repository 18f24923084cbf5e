/** The pod: who is here, in which seat, ready or not. */
import type { DrillState, PlayerState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type SeatEvent = 'playerJoined' | 'seatTaken' | 'seatFreed' | 'readySet' | 'commCheckCalled' | 'commCheckAnswered';

export const seatEvolvers: Evolvers<SeatEvent> = {
  playerJoined(state, { atMs, data: { playerId, name, role } }) {
    const former = state.players.find((player) => player.playerId === playerId);
    const player: PlayerState = { playerId, name, role: role ?? null, ready: false, joinedAtMs: atMs };
    if (!former) return { ...state, players: [...state.players, player] };
    return change(state, playerId, { name, role: role ?? former.role });
  },
  seatTaken: (state, { data: { playerId, role } }) => change(state, playerId, { role }),
  seatFreed: (state, { data: { playerId } }) => change(state, playerId, { role: null }),
  commCheckCalled: (state, { actor }) => ({ ...state, commCheck: { by: actor.name, answered: [] } }),
  commCheckAnswered: (state, { data: { playerId } }) => ({
    ...state,
    commCheck: state.commCheck && { ...state.commCheck, answered: [...state.commCheck.answered, playerId] },
  }),
  readySet: (state, { data: { playerId, ready } }) => change(state, playerId, { ready }),
};

function change(state: DrillState, id: string, to: Partial<PlayerState>): DrillState {
  return { ...state, players: state.players.map((player) => (player.playerId === id ? { ...player, ...to } : player)) };
}
