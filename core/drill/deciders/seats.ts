/** The room before and around the incident: joining, seats, readiness, and the word to begin. */
import type { CommandData } from '../commands.ts';
import { freeName, maxPlayers, playerOf, refuseTakenSeat } from '../rules/seats.ts';
import { emit, type Refused, type Turn } from '../turn.ts';
import type { Phase } from '../values.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

const beforeTheEnd: readonly Phase[] = ['lobby', 'baseline', 'live', 'paused'];
const notHere: Refused = { code: 'not_found', detail: 'you have not joined this drill' };

export const seatDeciders: Deciders<'join' | 'takeSeat' | 'setReady' | 'begin'> = {
  join(turn, { data, actor }) {
    const refused = onlyIn(turn, beforeTheEnd) ?? refuseEntry(turn, data);
    if (refused) return refused;
    const { playerId, role } = data;
    const name = playerOf(turn.state, playerId)?.name ?? freeName(turn.state, data.name.replace(/\s+/gu, ' ').trim());
    emit(turn, { type: 'playerJoined', actor: { ...actor, name }, data: { playerId, name, ...(role === undefined ? {} : { role }) } });
    return null;
  },
  takeSeat(turn, { data: { role }, actor }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (refused) return refused;
    const player = playerOf(turn.state, actor.id);
    if (!player) return notHere;
    const taken = refuseTakenSeat(turn.state, role, actor.id);
    if (taken) return taken;
    if (player.role !== role) emit(turn, { type: 'seatTaken', data: { playerId: actor.id, role } });
    return null;
  },
  setReady(turn, { data: { ready }, actor }) {
    const refused = onlyIn(turn, ['lobby']);
    if (refused) return refused;
    const player = playerOf(turn.state, actor.id);
    if (!player) return notHere;
    if (player.ready !== ready) emit(turn, { type: 'readySet', data: { playerId: actor.id, ready } });
    return null;
  },
  begin(turn, { actor }) {
    const refused = onlyIn(turn, ['lobby']);
    if (refused) return refused;
    const waitsForFacilitator = turn.state.openedBy === 'facilitator' && actor.kind !== 'facilitator';
    if (waitsForFacilitator) return { code: 'forbidden', detail: 'the facilitator opened this drill and begins it' };
    emit(turn, { type: 'phaseChanged', data: { from: 'lobby', to: 'baseline', reason: 'begun' } });
    return null;
  },
};

function refuseEntry({ state }: Turn, { playerId, role }: CommandData['join']): Refused | null {
  const isNew = !playerOf(state, playerId);
  if (isNew && state.players.length >= maxPlayers) return { code: 'pod_full', detail: `at most ${maxPlayers} players` };
  return role === undefined ? null : refuseTakenSeat(state, role, playerId);
}
