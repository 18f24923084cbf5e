/** Lines of the channel that say something themselves, and those that only change how another one is read. */
import type { TimelineEntry } from '../../protocol/drill-view.ts';
import type { DrillEvent, EventType } from '../events.ts';

/** Said by a person in their own words. A decision is not among them: it is replaced by another one. */
const ownWords: ReadonlySet<EventType> = new Set<EventType>(['notePosted', 'noteRecorded']);

export function isKeptLine(line: TimelineEntry | undefined): boolean {
  return line !== undefined && line.refers === undefined;
}

/** Who may reword the line that this event leaves. */
export function authorOf({ type, actor }: DrillEvent): string | null {
  return ownWords.has(type) ? actor.id : null;
}
