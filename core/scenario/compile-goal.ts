/** Goal and load plan of an optimisation drill, in the plan's terms. */
import { durationMs } from '../faults/quantities.ts';
import type { Stack } from '../stack/schema.ts';
import type { Plan, PlannedChange } from './plan.ts';
import type { ResolvedScenario } from './schema.ts';

type Aim = Pick<Plan, 'goal' | 'loadPlan'> & { load: PlannedChange[] };

/** What was asked for by the whole house goes before the scenario's own rate: it knows what its machine carries. */
export function compileGoal({ goal, loadPlan }: ResolvedScenario, { load }: Stack, housePerSecond: number | null): Aim {
  if (!goal || !loadPlan) return { load: [] };
  const ratePerSecond = housePerSecond ?? loadPlan.rate ?? load.ratePerSecond;
  const planned = { ratePerSecond, rampMs: durationMs(loadPlan.ramp), durationMs: durationMs(loadPlan.duration) };
  const { operation, percentile, gain, window, requests } = goal;
  return {
    goal: { operation, percentile, gain, windowMs: durationMs(window), minRequests: requests },
    loadPlan: planned,
    load: [plannedLoad(planned, housePerSecond ?? load.ratePerSecond)],
  };
}

/** Before and after are compared, and near the limit latency follows the rate: while it is measured users come evenly. */
const evenly = { kind: 'loadShape', shape: { waveShare: 0 } } as const;

function plannedLoad({ ratePerSecond, rampMs }: NonNullable<Plan['loadPlan']>, usualPerSecond: number): PlannedChange {
  const raised = { kind: 'loadFactor', factor: ratePerSecond / usualPerSecond, overMs: rampMs } as const;
  return {
    atMs: 0,
    kind: 'job',
    target: 'gateway',
    summary: `Load plan: ${ratePerSecond} requests/s, before and after`,
    by: 'Load generator',
    operation: ratePerSecond === usualPerSecond ? evenly : { kind: 'together', operations: [raised, evenly] },
  };
}
