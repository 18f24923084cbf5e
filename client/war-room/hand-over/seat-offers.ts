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
