import type { DrillEvent } from '../../core/drill/events.ts';
import type { Outcome } from '../../core/drill/values.ts';
import type { Plan } from '../../core/scenario/plan.ts';

/** Where drills' event logs live. One contract suite runs against every implementation. */
export interface EventStore {
  /** Keeps the sealed plan of a drill beside its log; the first one wins. @throws StoreUnavailable */
  savePlan(drillId: string, plan: Plan): Promise<void>;
  /** Null for an unknown drill. */
  readPlan(drillId: string): Promise<Plan | null>;
  /**
   * Appends in order, all or nothing, durable when it resolves.
   * @throws StoreConflict when `(drillId, seq)` exists already (another writer). @throws StoreUnavailable when the store does not answer.
   */
  append(events: readonly DrillEvent[]): Promise<void>;
  /** Events of a drill with `seq > afterSeq`, in order; empty for an unknown drill. */
  read(drillId: string, afterSeq?: number): Promise<DrillEvent[]>;
  /** Known drills, newest first. */
  list(): Promise<DrillSummary[]>;
  /** The newest `limit` drills that have ended, newest first. */
  ended(limit: number): Promise<EndedDrill[]>;
  /** Opened drills of a shift, in the order they were opened; empty for an unknown one. */
  drillsOfShift(shiftId: string): Promise<string[]>;
  /** The newest `limit` shifts of which a drill was opened, newest first. */
  shifts(limit: number): Promise<TakenShift[]>;
  /**
   * Drills whose undo was never written and whose server is gone. The server of a drill is whoever appended last; it is there as long as
   * its store is open. Never one of this store's own.
   */
  abandoned(): Promise<string[]>;
  /** Next free incident number, durable and never given twice: `INC-0042` is 42. */
  nextIncidentNumber(): Promise<number>;
  close(): Promise<void>;
}

export interface DrillSummary {
  drillId: string;
  events: number;
  /** Type of the newest event. */
  lastType: string;
  openedAtMs: number;
}

export interface EndedDrill {
  drillId: string;
  openedAtMs: number;
  outcome: Outcome;
}

export interface TakenShift {
  shiftId: string;
  title: string;
  /** Its first drill. */
  openedAtMs: number;
}

export class StoreConflict extends Error {
  readonly code = 'store_conflict';
  readonly retriable = false;
}

export class StoreUnavailable extends Error {
  readonly code = 'store_unavailable';
  readonly retriable = true;
}
