import type { Role } from '../../../core/protocol/roles.ts';
import { seats } from '../../pages/roles.ts';
import { nameOf, offerBy, offersTo } from '../hand-over/seat-offers.ts';
import { type Completion, type SlashCommand, type SlashContext, type SlashOutcome, wrong } from './slash-command.ts';

/** How people call them. */
const aliases: Readonly<Record<string, Role>> = { ic: 'commander', ops: 'operations', comms: 'communications' };

/** `/role scribe` takes a seat; `/role @Bo` offers the one that one has to who is here, and `accept`, `decline` and `back` answer for such an offer. */
export const takeRole: SlashCommand = {
  name: 'role',
  usage: 'seat, @name, accept or decline',
  words: 'Take a seat, offer yours to somebody, or answer to an offer',
  needs: 'seat',
  complete: (typed, context) =>
    typed.startsWith('@') ? people(typed, context) : [...answers(typed, context), ...seatCompletions(typed, context)],
  read(typed, context) {
    const word = typed.trim();
    return word.startsWith('@') ? offer(word.slice(1), context) : (answer(word.toLowerCase(), context) ?? take(word.toLowerCase()));
  },
};

function take(word: string): SlashOutcome {
  const role = aliases[word] ?? seats.find((seat) => seat.role === word)?.role;
  if (role === undefined) return wrong(`Say which seat: ${seats.map((seat) => seat.role).join(', ')}; or @name to offer yours.`);
  return { kind: 'act', command: { type: 'takeSeat', role } };
}

function offer(name: string, { drill: { players }, me, online }: SlashContext): SlashOutcome {
  const own = players.find(({ playerId }) => playerId === me)?.role ?? null;
  if (own === null || own === 'observer') return wrong('You have no seat to hand over.');
  const to = players.find((player) => player.name.toLowerCase() === name.trim().toLowerCase());
  if (to === undefined) return wrong(`Nobody here is called ${name.trim().slice(0, 60)}.`);
  if (!online.includes(to.playerId)) return wrong(`${to.name} is away. Offer your seat to somebody who is here.`);
  return { kind: 'act', command: { type: 'offerSeat', to: to.playerId } };
}

/** Null for a word that is no answer. */
function answer(word: string, { drill, me }: SlashContext): SlashOutcome | null {
  if (word === 'back') {
    const made = offerBy(drill, me);
    return made ? { kind: 'act', command: { type: 'withdrawOffer', offerId: made.offerId } } : wrong('You have offered no seat.');
  }
  if (word !== 'accept' && word !== 'decline') return null;
  const [asked] = offersTo(drill, me);
  if (!asked) return wrong('No seat is offered to you.');
  return { kind: 'act', command: { type: 'answerOffer', offerId: asked.offerId, accept: word === 'accept' } };
}

function answers(typed: string, { drill, me }: SlashContext): Completion[] {
  const asked = offersTo(drill, me)
    .slice(0, 1)
    .flatMap(({ role, from }) => {
      const hint = `${role}, from ${nameOf(drill, from)}`;
      return ['accept', 'decline'].map((word) => ({ insert: word, label: word, hint }));
    });
  const made = offerBy(drill, me);
  const back = made ? [{ insert: 'back', label: 'back', hint: `${made.role}, offered to ${nameOf(drill, made.to)}` }] : [];
  return [...asked, ...back].filter(({ insert }) => insert.startsWith(typed.trim().toLowerCase()));
}

function people(typed: string, { drill: { players }, me, online }: SlashContext): Completion[] {
  const begun = typed.slice(1).toLowerCase();
  return players
    .filter(({ playerId, name }) => playerId !== me && online.includes(playerId) && name.toLowerCase().startsWith(begun))
    .map(({ name, role }) => ({ insert: `@${name}`, label: `@${name}`, hint: role ?? 'no seat' }));
}

function seatCompletions(typed: string, { drill: { players } }: SlashContext): Completion[] {
  return seats
    .filter(({ role }) => role.startsWith(typed.trim().toLowerCase()))
    .map(({ role, job }) => {
      const holders = players.filter((player) => player.role === role).map(({ name }) => name);
      return { insert: role, label: role, hint: holders.length === 0 ? job : holders.join(', ') };
    });
}
