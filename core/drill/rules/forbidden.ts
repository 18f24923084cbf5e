/** What the house does not allow. */
import { type ControlUse, matchControl } from '../../controls/index.ts';
import type { Plan } from '../../scenario/plan.ts';

/** The words a use is refused in; null when it may go on. */
export function refusedInWords({ forbidden = [] }: Plan, use: ControlUse): string | null {
  return forbidden.find((act) => act.says !== null && matchControl(act, use))?.says ?? null;
}

export function isForbidden({ forbidden = [] }: Pick<Plan, 'forbidden'>, use: ControlUse): boolean {
  return forbidden.some((act) => matchControl(act, use));
}
