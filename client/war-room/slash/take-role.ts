import type { Role } from '../../../core/protocol/roles.ts';
import { seats } from '../../pages/roles.ts';
import { type Completion, type SlashCommand, type SlashContext, type SlashOutcome, wrong } from './slash-command.ts';

/** How people call them. */
const aliases: Readonly<Record<string, Role>> = { ic: 'commander', ops: 'operations', comms: 'communications' };

/** `/role scribe` takes a seat; `/role @Bo` hands over the one that one has. */
export const takeRole: SlashCommand = {
  name: 'role',
  usage: 'seat, or @name',
  words: 'Take a seat, or hand yours over to somebody',
  needs: 'seat',
  complete: (typed, context) => (typed.startsWith('@') ? people(typed, context) : seatCompletions(typed, context)),
  read: (typed, context) => (typed.trim().startsWith('@') ? handOver(typed.trim().slice(1), context) : take(typed.trim().toLowerCase())),
};

function take(word: string): SlashOutcome {
  const role = aliases[word] ?? seats.find((seat) => seat.role === word)?.role;
  if (role === undefined) return wrong(`Say which seat: ${seats.map((seat) => seat.role).join(', ')}; or @name to hand yours over.`);
  return { kind: 'act', command: { type: 'takeSeat', role } };
}

function handOver(name: string, { drill: { players }, me }: SlashContext): SlashOutcome {
  const own = players.find(({ playerId }) => playerId === me)?.role ?? null;
  if (own === null || own === 'observer') return wrong('You have no seat to hand over.');
  const to = players.find((player) => player.name.toLowerCase() === name.trim().toLowerCase());
  if (to === undefined) return wrong(`Nobody here is called ${name.trim().slice(0, 60)}.`);
  return { kind: 'act', command: { type: 'handOverSeat', to: to.playerId } };
}

function people(typed: string, { drill: { players }, me }: SlashContext): Completion[] {
  const begun = typed.slice(1).toLowerCase();
  return players
    .filter(({ playerId, name }) => playerId !== me && name.toLowerCase().startsWith(begun))
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
