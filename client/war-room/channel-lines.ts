import type { TimelineEntry } from '../../core/protocol/drill-view.ts';

type ReadKind = Exclude<TimelineEntry['kind'], 'edit' | 'pin' | 'unpin'>;

/** A line as it is read now: in its newest words, at its own time. */
export interface ReadLine extends TimelineEntry {
  kind: ReadKind;
  /** What it said before, oldest first, each with when it was put aside; empty where it was never reworded. */
  former: { text: string; untilMs: number }[];
  /** Who pinned it; null when it is not pinned. */
  pinnedBy: string | null;
}

/** Channel, palette and completion all read the newest one. */
const read = new WeakMap<readonly TimelineEntry[], readonly ReadLine[]>();

/** Lines never change: rewordings and pins are lines of their own, laid over those they refer to. Each timeline is read once. */
export function readLines(timeline: readonly TimelineEntry[]): readonly ReadLine[] {
  const lines = read.get(timeline) ?? laidOver(timeline);
  read.set(timeline, lines);
  return lines;
}

function laidOver(timeline: readonly TimelineEntry[]): ReadLine[] {
  const lines = new Map<number, ReadLine>();
  for (const entry of timeline) {
    if (isRead(entry)) lines.set(entry.index, plainOf(entry));
    else layOver(lines, entry);
  }
  return [...lines.values()];
}

/** The same object each time, so that only lines that changed are drawn anew. */
const plain = new WeakMap<TimelineEntry, ReadLine>();

function plainOf(entry: TimelineEntry & { kind: ReadKind }): ReadLine {
  const line = plain.get(entry) ?? { ...entry, former: [], pinnedBy: null };
  plain.set(entry, line);
  return line;
}

function isRead(entry: TimelineEntry): entry is TimelineEntry & { kind: ReadKind } {
  return entry.refers === undefined;
}

function layOver(lines: Map<number, ReadLine>, { refers = -1, kind, text, from, atMs }: TimelineEntry): void {
  const line = lines.get(refers);
  if (line === undefined) return;
  if (kind === 'edit') lines.set(refers, { ...line, text, former: [...line.former, { text: line.text, untilMs: atMs }] });
  else lines.set(refers, { ...line, pinnedBy: kind === 'pin' ? from : null });
}

export const channelFilters = [
  { id: 'all', title: 'All', kinds: null },
  { id: 'people', title: 'Messages', kinds: ['message', 'update', 'hypothesis', 'note', 'task'] },
  { id: 'decisions', title: 'Decisions', kinds: ['decision'] },
  { id: 'pinned', title: 'Pinned', kinds: null },
  { id: 'alerts', title: 'Alerts', kinds: ['alert'] },
  { id: 'actions', title: 'Actions', kinds: ['action', 'change'] },
  { id: 'roles', title: 'Seats, severity', kinds: ['seat', 'status'] },
  { id: 'customers', title: 'Customers', kinds: ['ticket', 'statusPage'] },
] as const;
export type ChannelFilter = (typeof channelFilters)[number]['id'];

/** Lines drawn at once; older ones are a press away. */
export const drawnLines = 300;

/** Newest lines of the chosen sort, oldest first, and how many earlier ones are left out. */
export function linesOf(all: readonly ReadLine[], filter: ChannelFilter, drawn: number): { lines: ReadLine[]; earlier: number } {
  const fitting = all.filter((line) => !line.masked && fits(line, filter)).toSorted((a, b) => a.atMs - b.atMs || a.index - b.index);
  const earlier = Math.max(0, fitting.length - drawn);
  return { lines: fitting.slice(earlier), earlier };
}

function fits({ kind, pinnedBy }: ReadLine, filter: ChannelFilter): boolean {
  if (filter === 'pinned') return pinnedBy !== null;
  const kinds: readonly string[] | null = channelFilters.find(({ id }) => id === filter)?.kinds ?? null;
  return kinds === null || kinds.includes(kind);
}

/** More than this is folded away at first: a flood takes no more room than a few lines. */
const mostCharacters = 700;
const mostBreaks = 10;

export function isLong(text: string): boolean {
  return text.length > mostCharacters || text.split('\n', mostBreaks + 2).length > mostBreaks + 1;
}

export const kindGlyphs: Record<ReadKind, string> = {
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
  decision: '§',
  note: '✍',
  seat: '⇄',
};
