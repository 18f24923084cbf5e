/** Change requests of a drill, and the exceptions that were recorded for them. */
import type { RequestCondition, RequestVerdict, requestStates } from '../protocol/requests.ts';
import type { EventData } from './events.ts';

type RequestProgress = (typeof requestStates)[number];

export type RequestState = Omit<EventData['requestMade'], 'wantedAfterMs'> & {
  atMs: number;
  wantedByMs: number | null;
  state: RequestProgress;
  decision: { verdict: RequestVerdict; conditions: RequestCondition[]; by: string; atMs: number } | null;
  /** Of the newest time it was shipped; null before the first. */
  shippedAtMs: number | null;
  landedAtMs: number | null;
  /** Log position of its newest event. */
  lastSeq: number;
};

export interface RequestsState {
  requests: RequestState[];
  /** Newest last. While there is one, an error budget below the line holds nothing up. */
  exceptions: { atMs: number; by: string; reason: string }[];
}

export const nothingRequested: RequestsState = { requests: [], exceptions: [] };
