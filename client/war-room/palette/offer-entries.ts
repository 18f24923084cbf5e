/** Answers to offered seats, by name. */
import { seatTitle } from '../../pages/roles.ts';
import type { SendableCommand } from '../../state/socket.ts';
import { acceptWords, nameOf, offerBy, offersTo } from '../hand-over/seat-offers.ts';
import type { Entry, PaletteRoom } from './entry.ts';

export function offerEntries({ drill, me }: Pick<PaletteRoom, 'drill' | 'me'>): Entry[] {
  const made = offerBy(drill, me);
  const answers = offersTo(drill, me).flatMap((offer) => {
    const { offerId, from, role } = offer;
    const what = `${seatTitle(role)}, from ${nameOf(drill, from)}`;
    return [
      entry(`${offerId}-accept`, `${acceptWords(offer)}: ${what}`, { type: 'answerOffer', offerId, accept: true }),
      entry(`${offerId}-decline`, `Decline the seat: ${what}`, { type: 'answerOffer', offerId, accept: false }),
    ];
  });
  if (!made) return answers;
  const { offerId, to } = made;
  return [...answers, entry(`${offerId}-back`, `Take back the seat offered to ${nameOf(drill, to)}`, { type: 'withdrawOffer', offerId })];
}

function entry(id: string, title: string, command: SendableCommand): Entry {
  return { id, title, group: 'seat', doing: { kind: 'send', command, needs: 'seat' } };
}
