/** What has been measured of the operation that is to become faster. */
import type { OperationSecond } from './events.ts';

export interface Measured {
  p95Ms: number;
  requests: number;
}

export interface GoalState {
  /** As recorded before the start; null until then, and of every other drill. */
  baseline: Measured | null;
  /** The newest live seconds of the operation, as many as the goal looks at. */
  seconds: OperationSecond[];
}

export const nothingMeasured: GoalState = { baseline: null, seconds: [] };
