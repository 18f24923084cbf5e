import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { Evidence } from '../../../core/protocol/evidence.ts';

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

/** Why this part is not on this desk, and who to ask; null where it is. */
export function whyElsewhere(drill: Pick<DrillView, 'players' | 'sees'>, part: DeskPart): string | null {
  if (drill.sees[part]) return null;
  const { title, hint } = deskWords(drill, part);
  return `${title} ${hint}`;
}

/** On which part of the desk the view lies that evidence names. */
export function partOf({ kind }: Pick<Evidence, 'kind'>): DeskPart {
  return kind === 'ticket' ? 'voices' : 'telemetry';
}
