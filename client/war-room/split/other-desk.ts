import type { DrillView } from '../../../core/protocol/drill-view.ts';

/** The part of a split desk that somebody may have before them. */
export type DeskPart = keyof DrillView['sees'];

const parts: Record<DeskPart, { role: 'operations' | 'communications'; what: string }> = {
  telemetry: { role: 'operations', what: 'Telemetry and actions' },
  voices: { role: 'communications', what: 'Tickets, messages and vendors’ pages' },
};

/** Who to ask, by name: an empty place says where to turn. */
export function deskWords({ players }: Pick<DrillView, 'players'>, part: DeskPart): { title: string; hint: string } {
  const { role, what } = parts[part];
  const names = players.filter((player) => player.role === role).map(({ name }) => name);
  const title = `${what} are on the desk of ${role}.`;
  if (names.length === 0) return { title, hint: 'Nobody sits there yet: somebody has to take that seat.' };
  return { title, hint: `Ask ${names.join(' or ')} what they see, and tell them what you need.` };
}
