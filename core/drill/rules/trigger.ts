/** Whether what the truth calls the trigger was on yet. */
import type { DrillState } from '../state.ts';

/** A right answer given before has removed nothing yet. What no inject does is there from the start. */
export function triggerHasStruck({ plan, faults }: Pick<DrillState, 'plan' | 'faults'>): boolean {
  const { since } = plan.truth.trigger;
  const isScripted = plan.script.some(({ id, kind }) => id === since && kind === 'fault');
  return !isScripted || (faults[since]?.firstAppliedAtMs ?? null) !== null;
}
