/** The room before and around the incident: joining, seats, readiness, and the word to begin. */
import type { Role } from '../../protocol/roles.ts';
import { playerOf } from '../rules/players.ts';
import { freeName, holderOf, maxPlayers, notHere } from '../rules/seats.ts';
import { emit, type Refused, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { beforeTheEnd, onlyIn } from './phase-guard.ts';

type SeatCommand = 'join' | 'takeSeat' | 'freeSeat' | 'setReady' | 'callCommCheck' | 'answerCommCheck' | 'begin';

export const seatDeciders: Deciders<SeatCommand> = {
  join(turn, { data, actor }) {
    const { playerId, role } = data;
    const refused = onlyIn(turn, beforeTheEnd) ?? refuseEntry(turn, playerId) ?? (role === undefined ? null : vacate(turn, playerId, role));
    if (refused) return refused;
    const name = playerOf(turn.state, playerId)?.name ?? freeName(turn.state, data.name.replace(/\s+/gu, ' ').trim());
    emit(turn, { type: 'playerJoined', actor: { ...actor, name }, data: { playerId, name, ...(role === undefined ? {} : { role }) } });
    return null;
  },
  takeSeat(turn, { data, actor }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (refused) return refused;
    const player = playerOf(turn.state, actor.id);
    if (!player) return notHere;
    const { role } = data;
    const taken = vacate(turn, actor.id, role);
    if (taken) return taken;
    if (player.role !== role) emit(turn, { type: 'seatTaken', data: { playerId: actor.id, role } });
    return null;
  },
  freeSeat(turn, { data: { playerId } }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (refused) return refused;
    const player = playerOf(turn.state, playerId);
    if (!player) return { code: 'not_found', detail: `nobody here has the id ${playerId}` };
    const { name, role } = player;
    if (role === null) return { code: 'already_done', detail: `${name} has no seat` };
    emit(turn, { type: 'seatFreed', data: { playerId, name, role, why: 'facilitator' } });
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
  callCommCheck(turn) {
    const refused = onlyIn(turn, ['lobby']);
    if (!refused) emit(turn, { type: 'commCheckCalled', data: {} });
    return refused;
  },
  answerCommCheck(turn, { actor }) {
    const refused = onlyIn(turn, ['lobby']);
    if (refused) return refused;
    const { commCheck, players } = turn.state;
    if (!players.some(({ playerId }) => playerId === actor.id)) return notHere;
    if (!commCheck) return { code: 'wrong_phase', detail: 'nobody has called a comm check yet' };
    if (!commCheck.answered.includes(actor.id)) emit(turn, { type: 'commCheckAnswered', data: { playerId: actor.id } });
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

function refuseEntry({ state }: Turn, playerId: string): Refused | null {
  const isNew = !playerOf(state, playerId);
  return isNew && state.players.length >= maxPlayers ? { code: 'pod_full', detail: `at most ${maxPlayers} players` } : null;
}

/** Makes a single seat free for somebody: of a holder who is away it is taken, of one who is here it is not. */
function vacate(turn: Turn, playerId: string, role: Role): Refused | null {
  const { away = [] } = turn.command;
  const holder = holderOf(turn.state, role, playerId);
  if (!holder) return null;
  const { playerId: holderId, name } = holder;
  if (!away.includes(holderId)) return { code: 'seat_taken', detail: `${name} is the ${role}` };
  emit(turn, { type: 'seatFreed', data: { playerId: holderId, name, role, why: 'away' } });
  return null;
}
