/** Rows of the timeline about seats that change hands, and about who was reminded of what. */
import type { NagAbout } from '../drill/events.ts';
import { dutyManager, nudgeWords } from '../drill/rules/nudge-words.ts';
import { nameOf } from '../drill/rules/players.ts';
import type { RowTexts } from './timeline-row.ts';

const nagWords: Record<NagAbout, string> = {
  commander: 'Nobody had taken command after two minutes',
  severity: 'No severity had been said after five minutes',
  update: 'The promised update had not come',
};

const offerEnds = {
  declined: 'declined',
  withdrawn: 'taken back',
  lapsed: 'not answered in time',
  giverLeft: 'off: who offered it has left the seat',
  takerLeft: 'off: who was asked is not there',
} as const;

export const roomRows: Pick<RowTexts, 'seatOffered' | 'seatOfferEnded' | 'seatHandedOver' | 'nagged' | 'nudged'> = {
  seatOffered: ({ to, role }, state) => ({ what: `Seat offered to ${nameOf(state, to)}: ${role}` }),
  seatOfferEnded: ({ to, role, why }, state) => ({ what: `Offer of the seat to ${nameOf(state, to)} ${offerEnds[why]}: ${role}` }),
  seatHandedOver: ({ toName, role }) => ({ what: `Seat handed over to ${toName}: ${role}` }),
  nagged: ({ about }) => ({ what: nagWords[about], who: 'Incident bot' }),
  nudged: ({ about }) => ({ what: `Asks: ${nudgeWords[about]}`, who: dutyManager }),
};
