/** What was measured before the start, second by second since, and of what an optimisation drill is about. */
import type { MeasuredLatency } from '../protocol/goal-view.ts';
import type { OperationSecond } from './events.ts';
import type { SampleCounts } from './values.ts';

export interface BaselineSecond {
  ledger: Record<string, SampleCounts>;
  sent: number;
  asked: number;
  usual?: number;
  /** Requests of the goal's operation; only of an optimisation drill. */
  operation?: OperationSecond;
}

/** One live, unpaused second: when it closed (game time) and how much of the asked-for traffic was sent. */
export interface LiveSecond {
  closedAtMs: number;
  asked: number;
  sent: number;
  /** What would have been asked for had nothing changed the rate; missing where nobody told. */
  usual?: number;
  /** Parts that were not up, unless something was tried just then: whoever is restarted by the oracle is not up for a moment. */
  down: string[];
}

export interface TrafficState {
  /** Requests asked for in the baseline, as a share of the usual ones; null in older logs, where nobody told what is usual. */
  usualShare: number | null;
}

export interface GoalState {
  goal: {
    /** As recorded before the start; null until then, and of every other drill. */
    baseline: MeasuredLatency | null;
    /** The newest live seconds of the operation, as many as the goal looks at. */
    seconds: OperationSecond[];
  };
}

export const nothingMeasured: GoalState & TrafficState = { usualShare: null, goal: { baseline: null, seconds: [] } };
