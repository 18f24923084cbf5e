import type { DrillEvent, EventType } from '../drill/events.ts';
import type { DrillState } from '../drill/state.ts';

export interface RowText {
  what: string;
  /** Where it is not who the event came from, or not when it was written. */
  who?: string;
  atMs?: number;
  references?: string[];
}

/** `state` is the one at the end of the log. */
export type RowTexts = { [T in EventType]?: (data: Extract<DrillEvent, { type: T }>['data'], state: DrillState) => RowText | null };
