/** Rows of the timeline about seats that change hands, and about who was reminded of what. */
import type { NagAbout } from '../drill/events.ts';
import { dutyManager, nudgeWords } from '../drill/rules/nudge-words.ts';
import type { DrillState } from '../drill/state.ts';
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
  seatOffered: ({ to, role }, state) => ({ what: `Seat offered to ${nameIn(state, to)}: ${role}` }),
  seatOfferEnded: ({ to, role, why }, state) => ({ what: `Offer of the seat to ${nameIn(state, to)} ${offerEnds[why]}: ${role}` }),
  seatHandedOver: ({ toName, role }) => ({ what: `Seat handed over to ${toName}: ${role}` }),
  nagged: ({ about }) => ({ what: nagWords[about], who: 'Incident bot' }),
  nudged: ({ about }) => ({ what: `Asks: ${nudgeWords[about]}`, who: dutyManager }),
};

function nameIn({ players }: DrillState, id: string): string {
  return players.find(({ playerId }) => playerId === id)?.name ?? id;
}
