/** A seat that is offered: until when it stands, and what ends it without an answer. */
import type { OfferEnd, SeatOffer } from '../offer-state.ts';
import type { DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';
import { playerOf } from './players.ts';

/** Long enough to finish a sentence and read it; who has not answered by then is needed elsewhere. */
export const offerStandsMs = 60_000;

/** Game time at which it lapses. While the clock stands still nothing does. */
export function lapseDueMs({ phase }: DrillState, { lapsesAtMs }: SeatOffer): number | null {
  return phase === 'baseline' || phase === 'live' ? lapsesAtMs : null;
}

export function lapseOffer(turn: Turn, offer: SeatOffer): void {
  endOffer(turn, offer, 'lapsed');
}

/** @param why in the name of the turn's actor where somebody chose it, else of nobody */
export function endOffer(turn: Turn, { offerId, role, from, to }: SeatOffer, why: OfferEnd): void {
  const isChosen = why === 'declined' || why === 'withdrawn';
  emit(turn, { type: 'seatOfferEnded', ...(isChosen ? {} : { actor: systemActor }), data: { offerId, role, from, to, why } });
}

/** After each command: offers of those who do not sit there any more, or of whom one is away, are off. */
export function endStaleOffers(turn: Turn): void {
  for (const offer of turn.state.seatOffers) {
    const why = staleBecause(turn, offer);
    if (why !== null) endOffer(turn, offer, why);
  }
}

function staleBecause({ state, command: { away = [] } }: Turn, { from, to, role }: SeatOffer): OfferEnd | null {
  if (playerOf(state, from)?.role !== role || away.includes(from)) return 'giverLeft';
  return playerOf(state, to)?.role === role || away.includes(to) ? 'takerLeft' : null;
}
