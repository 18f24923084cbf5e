/** What was measured before the start, and of what an optimisation drill is about. */
import type { MeasuredLatency } from '../protocol/goal-view.ts';
import type { OperationSecond } from './events.ts';
import type { SampleCounts } from './values.ts';

export interface BaselineSecond {
  ledger: Record<string, SampleCounts>;
  sent: number;
  /** Requests of the goal's operation; only of an optimisation drill. */
  operation?: OperationSecond;
}

export interface GoalState {
  goal: {
    /** As recorded before the start; null until then, and of every other drill. */
    baseline: MeasuredLatency | null;
    /** The newest live seconds of the operation, as many as the goal looks at. */
    seconds: OperationSecond[];
  };
}

export const nothingMeasured: GoalState = { goal: { baseline: null, seconds: [] } };
