/** Seats that are offered to somebody, until the other one answers. */
import type { Role } from '../protocol/roles.ts';

export interface SeatOffer {
  offerId: string;
  role: Role;
  /** Player ids: who holds the seat, and who is asked to take it. */
  from: string;
  to: string;
  atMs: number;
  /** Game time from which on it stands no more. */
  lapsesAtMs: number;
}

/** `giverLeft`, `takerLeft`: one of the two has left the seat or the room. */
export type OfferEnd = 'declined' | 'withdrawn' | 'lapsed' | 'giverLeft' | 'takerLeft';

export interface OfferEvents {
  /** Nothing changes hands until it is accepted, which is `seatHandedOver` by who takes the seat. */
  seatOffered: Omit<SeatOffer, 'atMs'>;
  /** It came to nothing. */
  seatOfferEnded: Pick<SeatOffer, 'offerId' | 'role' | 'from' | 'to'> & { why: OfferEnd };
}

export interface OffersState {
  /** Those that stand; one of each giver at most. */
  seatOffers: SeatOffer[];
  /** So far, for their numbers. */
  seatOffersMade: number;
}

export const nothingOffered: OffersState = { seatOffers: [], seatOffersMade: 0 };
