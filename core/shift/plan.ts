/** From a shift file to the plans of its watches. */
import { durationMs } from '../faults/quantities.ts';
import type { Plan } from '../scenario/plan.ts';
import type { Budgets, ShiftPlace, ShiftPlan } from './place.ts';
import type { AuthoredShift } from './schema.ts';

const seeds = 2 ** 31;

export function compileShift({ id, title, briefing, openingBudgets, watches }: AuthoredShift, seed: number): ShiftPlan {
  return {
    id,
    title,
    briefing,
    seed,
    openingBudgets,
    watches: watches.map((watch) => ({ scenarioId: watch.scenario, timeboxMs: durationMs(watch.for) })),
  };
}

/** Game time of all watches, if each takes as long as it may. */
export function lengthMs({ watches }: Pick<ShiftPlan, 'watches'>): number {
  return watches.reduce((sum, { timeboxMs }) => sum + timeboxMs, 0);
}

/** Equal for every pod that takes the same shift with the same seed. */
export function seedOfWatch({ seed }: Pick<ShiftPlan, 'seed'>, index: number): number {
  return (seed + index) % seeds;
}

/** The plan of a scenario as a watch: its budgets open at what was carried, its time box is that of the shift. */
export function watchPlan(plan: Plan, place: ShiftPlace, carried: Budgets): Plan {
  const watch = place.shift.watches[place.index];
  return {
    ...plan,
    hash: `${plan.hash}-watch`,
    timeboxMs: Math.min(plan.timeboxMs, watch?.timeboxMs ?? plan.timeboxMs),
    slos: plan.slos.map((slo) => ({ ...slo, openingBudget: carried[slo.name] ?? 1 })),
    shift: place,
  };
}
