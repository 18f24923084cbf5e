/** Lines of the incident channel about seats that are offered and change hands. */
import type { Role } from '../../protocol/roles.ts';
import type { OfferEnd } from '../offer-state.ts';
import { nameOf } from './players.ts';
import type { Lines } from './timeline-line.ts';

const us = 'Brownout';

interface Parties {
  giver: string;
  taker: string;
  role: Role;
}

const endWords: Record<OfferEnd, (parties: Parties) => { from: string; text: string }> = {
  declined: ({ giver, taker, role }) => ({ from: taker, text: `Declined the seat that ${giver} offered: ${role}.` }),
  withdrawn: ({ giver, taker, role }) => ({ from: giver, text: `Took back the offer of the seat to ${taker}: ${role}.` }),
  lapsed: ({ giver, taker, role }) => ({ from: us, text: `${taker} has not answered: ${giver} is still ${role}.` }),
  giverLeft: ({ giver, taker, role }) => ({
    from: us,
    text: `The offer to ${taker} is off: ${giver} has left the seat, or is away: ${role}.`,
  }),
  takerLeft: ({ giver, taker, role }) => ({
    from: us,
    text: `The offer to ${taker}, who is away or sits there, is off: ${giver} is still ${role}.`,
  }),
};

export const handOverLines: Lines = {
  seatOffered: ({ atMs, actor, data: { to, role, lapsesAtMs } }, after) => ({
    kind: 'seat',
    from: actor.name,
    text: `Offers the seat to ${nameOf(after, to)}: ${role}. It is handed over when ${nameOf(after, to)} accepts, within ${Math.round((lapsesAtMs - atMs) / 1000)} s.`,
  }),
  seatOfferEnded: ({ data: { from, to, role, why } }, after) => ({
    kind: 'seat',
    ...endWords[why]({ giver: nameOf(after, from), taker: nameOf(after, to), role }),
  }),
  seatHandedOver({ actor, data: { from, to, toName, role, left } }, after) {
    const leaves = left === null || left === role ? '' : ` ${toName} leaves: ${left}.`;
    // In older logs who had it gave it away at once.
    if (actor.id !== to) return { kind: 'seat', from: actor.name, text: `Handed the seat to ${toName}: ${role}.${leaves}` };
    const taken = role === 'commander' ? 'I have command' : `I have the seat: ${role}`;
    return { kind: 'seat', from: actor.name, text: `${taken}. ${nameOf(after, from)} has handed it over.${leaves}` };
  },
};
