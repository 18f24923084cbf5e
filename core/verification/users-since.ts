/** Whether users are well after something was done: the same oracle that lets a resolve hold, asked without one. */
import { isAsWanted } from '../drill/rules/goal.ts';
import { newestSecondMs } from '../drill/rules/health.ts';
import type { DrillState } from '../drill/state.ts';

/**
 * `well`: for the whole hold. `unwell`: not within it, so that no resolve made at `sinceMs` can hold any more. Null: too early to say.
 */
export function usersSince(state: DrillState, sinceMs: number): 'well' | 'unwell' | null {
  const { holdMs } = state.plan.oracle;
  const newestMs = newestSecondMs(state);
  const wellSinceMs = Math.max(sinceMs, state.lastBadAtMs);
  if (newestMs - wellSinceMs >= holdMs && isAsWanted(state, holdMs)) return 'well';
  // What was measured before the act has to leave the window first.
  const patienceMs = holdMs + Math.max(holdMs, state.plan.goal?.windowMs ?? 0);
  const isLate = state.lastBadAtMs > sinceMs + holdMs || newestMs >= sinceMs + patienceMs;
  return isLate ? 'unwell' : null;
}
