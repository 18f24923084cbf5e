/** Change requests as a plan holds them. */
import type { RequestCondition, RequestVerdict, Shipment } from '../protocol/requests.ts';

export interface PlannedRequest {
  /** A role, not a person: `Supply engineer`. */
  from: string;
  owner: string;
  title: string;
  summary: string;
  ships: Shipment;
  /** From when it is made; null when nobody is in a hurry. */
  wantedAfterMs: number | null;
  /** What the developer says to each answer. */
  replies: { approve: string; hold: string; conditions: string };
}

/** Sealed: what would have been right, and why. */
export interface RequestTruth {
  /** Id of the inject. */
  request: string;
  right: RequestVerdict;
  /** Kinds of condition of which at least one had to be set; empty: any. */
  conditions: RequestCondition['kind'][];
  /** Approved and shipped, it takes the cause away. */
  fixes?: true;
  because: string;
}

export interface ReleasePolicy {
  /** Share of an error budget below which nothing is approved or promoted without an exception. */
  budgetLine: number;
}
