/** A shift with its seed applied, and where a drill stands in it. Sealed like every plan: it names what is still to come. */

/** Share of the error budget by SLO; negative once it is overspent. */
export type Budgets = Record<string, number>;

export interface ShiftPlan {
  id: string;
  title: string;
  briefing: string;
  seed: number;
  /** All of it where an SLO is not named. */
  openingBudgets: Budgets;
  watches: { scenarioId: string; timeboxMs: number }[];
}

/** Kept in the drill's own plan, so that a shift is what its drills say and nothing besides. */
export interface ShiftPlace {
  shiftId: string;
  /** Of its watch, from 0. */
  index: number;
  shift: ShiftPlan;
}
