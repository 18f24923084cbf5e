/** A seat changes hands by offer and answer: both know from when on whose it is. */
import type { Role } from '../../protocol/roles.ts';
import type { SeatOffer } from '../offer-state.ts';
import { playerOf } from '../rules/players.ts';
import { endOffer, offerStandsMs } from '../rules/seat-offers.ts';
import { notHere } from '../rules/seats.ts';
import type { PlayerState } from '../state.ts';
import { emit, type Refused, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { beforeTheEnd, onlyIn } from './phase-guard.ts';

export const handOverDeciders: Deciders<'offerSeat' | 'answerOffer' | 'withdrawOffer'> = {
  offerSeat(turn, { data: { to }, actor, away }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (refused) return refused;
    const giver = playerOf(turn.state, actor.id);
    const taker = playerOf(turn.state, to);
    if (!giver) return notHere;
    if (!taker) return { code: 'not_found', detail: `nobody here has the id ${to}` };
    const { role } = giver;
    if (role === null || role === 'observer') return { code: 'bad_parameter', detail: 'you have no seat to hand over' };
    const former = turn.state.seatOffers.find(({ from }) => from === actor.id);
    const unfit = refuseTaker(taker, { role, former, away });
    if (unfit) return unfit;
    if (former) endOffer(turn, former, 'withdrawn');
    const offerId = `offer-${turn.state.seatOffersMade + 1}`;
    emit(turn, { type: 'seatOffered', data: { offerId, role, from: actor.id, to, lapsesAtMs: turn.atMs + offerStandsMs } });
    return null;
  },
  answerOffer(turn, { data: { offerId, accept }, actor }) {
    const offer = standing(turn, offerId);
    if ('code' in offer) return offer;
    const { from, to, role } = offer;
    const taker = playerOf(turn.state, to);
    if (to !== actor.id || !taker) return { code: 'unknown_offer', detail: `${offerId} was not made to you` };
    if (!accept) endOffer(turn, offer, 'declined');
    else emit(turn, { type: 'seatHandedOver', data: { from, to, toName: taker.name, role, left: taker.role } });
    return null;
  },
  withdrawOffer(turn, { data: { offerId }, actor }) {
    const offer = standing(turn, offerId);
    if ('code' in offer) return offer;
    if (offer.from !== actor.id) return { code: 'unknown_offer', detail: `${offerId} is not yours to take back` };
    endOffer(turn, offer, 'withdrawn');
    return null;
  },
};

interface Offered {
  role: Role;
  /** What its holder has offered already. */
  former: SeatOffer | undefined;
  away: readonly string[] | undefined;
}

/** Who has the seat, is not here, or has been asked. */
function refuseTaker({ playerId, name, role: own }: PlayerState, { role, former, away = [] }: Offered): Refused | null {
  if (own === role) return { code: 'already_done', detail: `${name} is the ${role}` };
  if (away.includes(playerId)) return { code: 'bad_parameter', detail: `${name} is away; offer it to somebody who is here` };
  if (former?.to === playerId) return { code: 'already_done', detail: `${name} has been asked, and has not answered yet` };
  return null;
}

function standing(turn: Turn, offerId: string): SeatOffer | Refused {
  const refused = onlyIn(turn, beforeTheEnd);
  if (refused) return refused;
  return turn.state.seatOffers.find((offer) => offer.offerId === offerId) ?? { code: 'unknown_offer', detail: offerId };
}
