/** Answers to offered seats, by name. */
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { seatTitle } from '../../pages/roles.ts';
import { acceptWords, nameOf, offerBy, offersTo } from './seat-offers.ts';
import { sayOffer } from './say-offer.ts';

interface OfferEntry {
  id: string;
  title: string;
  group: string;
  run: () => void;
}

export function offerEntries(drill: DrillView, playerId: string | undefined): OfferEntry[] {
  const made = offerBy(drill, playerId);
  const answers = offersTo(drill, playerId).flatMap((offer): OfferEntry[] => {
    const { offerId, from, role } = offer;
    const what = `${seatTitle(role)}, from ${nameOf(drill, from)}`;
    const answer = (accept: boolean) => () => void sayOffer({ type: 'answerOffer', offerId, accept });
    return [
      { id: `${offerId}-accept`, title: `${acceptWords(offer)}: ${what}`, group: 'room', run: answer(true) },
      { id: `${offerId}-decline`, title: `Decline the seat: ${what}`, group: 'room', run: answer(false) },
    ];
  });
  if (!made) return answers;
  const takeBack = (): void => void sayOffer({ type: 'withdrawOffer', offerId: made.offerId });
  return [...answers, { id: `${made.offerId}-back`, title: `Take back the seat offered to ${nameOf(drill, made.to)}`, group: 'room', run: takeBack }];
}
