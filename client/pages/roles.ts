import type { DrillView } from '../../core/protocol/drill-view.ts';
import { type Role, singleSeats } from '../../core/protocol/roles.ts';

/** Seats in the order in which they are offered, each with its job in one line. */
export const seats: readonly { role: Role; title: string; job: string }[] = [
  {
    role: 'commander',
    title: 'Incident commander',
    job: 'Decides, keeps people to tasks and times; severity, status and resolve are theirs. One person.',
  },
  { role: 'operations', title: 'Operations', job: 'Looks, tests hypotheses, acts. As many as you like.' },
  { role: 'communications', title: 'Communications', job: 'Tells the rest of the world what is known. One person.' },
  { role: 'scribe', title: 'Scribe', job: 'Keeps the record: decisions and why, notes, pins. One person.' },
  { role: 'observer', title: 'Observer', job: 'Watches; cannot act.' },
];

export function seatTitle(role: Role | null): string {
  return seats.find((seat) => seat.role === role)?.title ?? 'No seat';
}

/**
 * Whether somebody who is here has this seat for themselves. That of somebody who is gone may be taken; the server knows for how long they have
 * been.
 *
 * @param online ids of those with an open connection
 */
export function isTaken(role: Role, players: DrillView['players'], online: readonly string[]): boolean {
  return singleSeats.includes(role) && players.some((player) => player.role === role && online.includes(player.playerId));
}
