/** Offered seats: made, answered, off. Who sits where is with the seats. */
import type { Evolvers } from './evolver.ts';

export const offerEvolvers: Evolvers<'seatOffered' | 'seatOfferEnded'> = {
  seatOffered: (state, { atMs, data }) => ({
    ...state,
    seatOffersMade: state.seatOffersMade + 1,
    seatOffers: [...state.seatOffers, { ...data, atMs }],
  }),
  seatOfferEnded: (state, { data: { offerId } }) => ({
    ...state,
    seatOffers: state.seatOffers.filter((offer) => offer.offerId !== offerId),
  }),
};
