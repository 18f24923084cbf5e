/** Goal and load plan of an optimisation drill, in the plan's terms. */
import { durationMs } from '../faults/quantities.ts';
import type { Stack } from '../stack/schema.ts';
import type { Plan, PlannedChange } from './plan.ts';
import type { ResolvedScenario } from './schema.ts';

type Aim = Pick<Plan, 'goal' | 'loadPlan'> & { load: PlannedChange[] };

interface LoadLimits {
  /** Asked for by the whole house, which goes before the scenario's own rate; null leaves it to that. */
  housePerSecond: number | null;
  /** More than this the machine does not carry with cores to spare. */
  mostPerSecond: number;
}

export function compileGoal({ goal, loadPlan }: ResolvedScenario, { load }: Stack, { housePerSecond, mostPerSecond }: LoadLimits): Aim {
  if (!goal || !loadPlan) return { load: [] };
  const wanted = housePerSecond ?? loadPlan.rate ?? load.ratePerSecond;
  const ratePerSecond = housePerSecond ?? Math.min(wanted, mostPerSecond);
  const planned = { ratePerSecond, rampMs: durationMs(loadPlan.ramp), durationMs: durationMs(loadPlan.duration) };
  const { operation, percentile, gain, window, requests } = goal;
  return {
    goal: { operation, percentile, gain, windowMs: durationMs(window), minRequests: requests },
    loadPlan: planned,
    load: [plannedLoad(planned, { usualPerSecond: housePerSecond ?? load.ratePerSecond, wanted })],
  };
}

/** Before and after are compared, and near the limit latency follows the rate: while it is measured users come evenly. */
const evenly = { kind: 'loadShape', shape: { waveShare: 0 } } as const;

interface Rates {
  /** Until the plan begins. */
  usualPerSecond: number;
  /** By the whole house, or by the scenario on a machine that carries it. */
  wanted: number;
}

function plannedLoad({ ratePerSecond, rampMs }: NonNullable<Plan['loadPlan']>, { usualPerSecond, wanted }: Rates): PlannedChange {
  const raised = { kind: 'loadFactor', factor: ratePerSecond / usualPerSecond, overMs: rampMs } as const;
  return {
    atMs: 0,
    kind: 'job',
    target: 'gateway',
    summary: `Load plan: ${ratePerSecond} requests/s${ratePerSecond < wanted ? ` (of ${wanted}, by what this machine carries)` : ''}, before and after`,
    by: 'Load generator',
    operation: ratePerSecond === usualPerSecond ? evenly : { kind: 'together', operations: [raised, evenly] },
  };
}
