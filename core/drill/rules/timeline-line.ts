import type { TimelineEntry } from '../../protocol/drill-view.ts';
import type { Evidence } from '../../protocol/evidence.ts';
import type { DrillEventOf, EventType } from '../events.ts';
import type { DrillState } from '../state.ts';

/** A line of the incident channel before it has its place. `atMs` only where it is not the event's own. */
export type Line = Omit<TimelineEntry, 'index' | 'atMs' | 'evidence'> & { atMs?: number; evidence?: Evidence | null };

/** One function per event type that leaves a line; `after` is the state right after the event. */
export type Lines = { [K in EventType]?: (event: DrillEventOf<K>, after: DrillState) => Line | null };

const longestLabel = 160;

/** Labels have a bound on the wire; what they stand for has none. */
export function pointer(kind: Evidence['kind'], ref: string, { label, atMs }: { label: string; atMs: number }): Evidence {
  return { kind, ref, label: label.slice(0, longestLabel), atMs };
}
