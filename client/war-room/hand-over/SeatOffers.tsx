import { useEffect, useState } from 'react';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { useGameNow } from '../../state/game-clock.ts';
import { useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Panel.tsx';
import { offerPlaceId } from './offer-place.ts';
import { acceptWords, askedWords, offerBy, offersTo, type SeatOffer, timeLeft, waitingWords } from './seat-offers.ts';
import './SeatOffers.css';

/** A seat that is offered to this person, and one that they have offered. It takes no focus away, and is read out once. */
export function SeatOffers({ drill }: { drill: DrillView }) {
  const me = useHouse((house) => house.identity?.playerId);
  const asked = offersTo(drill, me);
  const made = offerBy(drill, me);
  return (
    <>
      <Announcement drill={drill} asked={asked[0] ?? null} made={made} />
      {asked.map((offer, index) => (
        <Asked key={offer.offerId} drill={drill} offer={offer} id={index === 0 ? offerPlaceId : undefined} />
      ))}
      {made && <Made drill={drill} offer={made} />}
    </>
  );
}

interface OfferProps {
  drill: DrillView;
  offer: SeatOffer;
}

function Asked({ drill, offer, id }: OfferProps & { id: string | undefined }) {
  const { act, pending } = useAct();
  const { offerId } = offer;
  const answer = (accept: boolean): void => void act({ type: 'answerOffer', offerId, accept });
  return (
    <section id={id} className="war-offer" aria-label="A seat is offered to you">
      <p>
        <bdi>{askedWords(drill, offer)}</bdi>
      </p>
      <Button variant="primary" size="sm" isPending={pending} onPress={() => answer(true)}>
        {acceptWords(offer)}
      </Button>
      <Button size="sm" isPending={pending} onPress={() => answer(false)}>
        Decline
      </Button>
      <TimeLeft drill={drill} offer={offer} />
      {id !== undefined && (
        <span aria-hidden>
          <Kbd>o</Kbd>
        </span>
      )}
    </section>
  );
}

function Made({ drill, offer }: OfferProps) {
  const { act, pending } = useAct();
  return (
    <section className="war-offer" aria-label="A seat that you have offered">
      <p>
        <bdi>{waitingWords(drill, offer)}</bdi>
      </p>
      <Button size="sm" isPending={pending} onPress={() => void act({ type: 'withdrawOffer', offerId: offer.offerId })}>
        Take it back
      </Button>
      <TimeLeft drill={drill} offer={offer} />
    </section>
  );
}

/** The seconds are seen, not read out one by one. While the clock stands still nothing lapses. */
function TimeLeft({ drill: { phase }, offer }: OfferProps) {
  const nowMs = useGameNow();
  const runs = phase === 'live' || phase === 'baseline';
  return (
    <span className="mono muted" aria-hidden>
      {runs ? timeLeft(offer, nowMs) : 'stands'}
    </span>
  );
}

interface AnnouncementProps {
  drill: DrillView;
  asked: SeatOffer | null;
  made: SeatOffer | null;
}

/** Read out once: that something is offered, and how it ended. */
function Announcement({ drill, asked, made }: AnnouncementProps) {
  const newest = useHouse(({ timeline }) => timeline.findLast(({ kind }) => kind === 'seat'));
  const [isConcerned, setConcerned] = useState(false);
  useEffect(() => {
    if (asked || made) setConcerned(true);
  }, [asked, made]);
  const ended = isConcerned && newest ? `${newest.from}: ${newest.text}` : '';
  return (
    <p className="visually-hidden" role="status">
      {asked ? `${askedWords(drill, asked)} Press o to go to the answer.` : made ? waitingWords(drill, made) : ended}
    </p>
  );
}
