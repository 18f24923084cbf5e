/** The curated timeline: a subset of the log in which every row says where it stands in the record. */
import type { DrillEvent } from '../drill/events.ts';
import type { DrillState } from '../drill/state.ts';
import type { CaseFile } from './case-file.ts';
import type { TimelineRow } from './document.ts';
import type { RowText } from './timeline-row.ts';
import { rowTexts } from './timeline-rows.ts';

/** In order of game time, then of the log. */
export function timelineOf(file: CaseFile): TimelineRow[] {
  const { lineOrigins, pinned } = file.state;
  const pins = new Set(pinned.map((index) => lineOrigins[index]?.seq));
  const rows = file.told.flatMap((event) => rowOf(event, file, pins.has(event.seq)));
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => a.row.atMs - b.row.atMs || a.index - b.index)
    .map(({ row }) => row);
}

function rowOf(event: DrillEvent, { state, startMs }: CaseFile, isPinned: boolean): TimelineRow[] {
  const text = textOf(event, state);
  if (!text) return [];
  return [
    {
      atMs: (text.atMs ?? event.atMs) - startMs,
      who: text.who ?? event.actor.name,
      what: text.what,
      references: [`event ${event.seq}`, ...(text.references ?? []), ...(isPinned ? ['pinned'] : [])],
    },
  ];
}

/** The table is typed per event; TypeScript cannot see that the entry under an event's type takes its data. */
function textOf(event: DrillEvent, state: DrillState): RowText | null {
  const text = rowTexts[event.type] as ((data: DrillEvent['data'], state: DrillState) => RowText | null) | undefined;
  return text ? text(event.data, state) : null;
}
