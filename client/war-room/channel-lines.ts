import type { TimelineEntry } from '../../core/protocol/drill-view.ts';

export const channelFilters = [
  { id: 'all', title: 'All', kinds: null },
  { id: 'people', title: 'People', kinds: ['message', 'update', 'status', 'hypothesis', 'task'] },
  { id: 'alerts', title: 'Alerts', kinds: ['alert'] },
  { id: 'actions', title: 'Actions', kinds: ['action', 'change'] },
  { id: 'customers', title: 'Customers', kinds: ['ticket', 'statusPage'] },
] as const;
export type ChannelFilter = (typeof channelFilters)[number]['id'];

/** Lines drawn at once; older ones are a press away. */
export const drawnLines = 300;

/** Newest lines of the chosen kinds, oldest first, and how many earlier ones are left out. */
export function linesOf(
  timeline: readonly TimelineEntry[],
  filter: ChannelFilter,
  drawn: number,
): { lines: TimelineEntry[]; earlier: number } {
  const kinds: readonly string[] | null = channelFilters.find(({ id }) => id === filter)?.kinds ?? null;
  const fitting = timeline
    .filter(({ kind }) => kinds === null || kinds.includes(kind))
    .toSorted((a, b) => a.atMs - b.atMs || a.index - b.index);
  const earlier = Math.max(0, fitting.length - drawn);
  return { lines: fitting.slice(earlier), earlier };
}

export const kindGlyphs: Record<TimelineEntry['kind'], string> = {
  message: '',
  update: '✎',
  alert: '▲',
  action: '◆',
  change: '●',
  status: '→',
  hypothesis: '?',
  task: '☐',
  ticket: '✉',
  statusPage: '☰',
  system: '·',
};
