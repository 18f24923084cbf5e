/** Seats that are offered: which concern this person, and in which words. */
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { seatTitle } from '../../pages/roles.ts';

export type SeatOffer = DrillView['seatOffers'][number];
type Room = Pick<DrillView, 'players' | 'seatOffers'>;

/** What waits for this person's answer; the oldest first. */
export function offersTo({ seatOffers }: Room, playerId: string | undefined): SeatOffer[] {
  return seatOffers.filter(({ to }) => to === playerId);
}

/** What this person has offered and nobody has answered yet. */
export function offerBy({ seatOffers }: Room, playerId: string | undefined): SeatOffer | null {
  return seatOffers.find(({ from }) => from === playerId) ?? null;
}

/**
 * Whom this person can offer their seat to: everybody else who is here and does not sit there. Nobody while an offer of theirs stands, nor from
 * who has no seat to give.
 *
 * @param online ids of those with an open connection
 */
export function offerable(room: Room, me: string | undefined, online: readonly string[]): Room['players'] {
  const own = room.players.find(({ playerId }) => playerId === me)?.role ?? null;
  if (own === null || own === 'observer' || offerBy(room, me) !== null) return [];
  return room.players.filter(({ playerId, role }) => playerId !== me && role !== own && online.includes(playerId));
}

export function nameOf({ players }: Room, id: string): string {
  return players.find(({ playerId }) => playerId === id)?.name ?? id;
}

/** `Ana offers you the seat: Incident commander. You would leave: Scribe.` */
export function askedWords(room: Room, { from, to, role }: SeatOffer): string {
  const own = room.players.find(({ playerId }) => playerId === to)?.role ?? null;
  return `${nameOf(room, from)} offers you the seat: ${seatTitle(role)}.${own === null ? '' : ` You would leave: ${seatTitle(own)}.`}`;
}

export function waitingWords(room: Room, { to, role }: SeatOffer): string {
  return `You have offered the seat to ${nameOf(room, to)}: ${seatTitle(role)}. It is yours until they accept.`;
}

/** Said aloud by who takes it, as on a call: from then on everybody knows whose it is. */
export function acceptWords({ role }: SeatOffer): string {
  return role === 'commander' ? 'I have command' : 'I take it';
}

/** `0:45`; what is over stands at zero until the server says so. */
export function timeLeft({ lapsesAtMs }: SeatOffer, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((lapsesAtMs - nowMs) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
