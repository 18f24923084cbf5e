/** What the truth says of a use of a control; the first that fits counts. */
import { type ControlUse, matchControl } from '../../controls/index.ts';
import type { Plan } from '../../scenario/plan.ts';
import { isForbidden } from './forbidden.ts';

export type Verdict = 'forbidden' | 'accepted' | 'partial' | 'harmful' | 'neutral';

export function verdictOf(use: ControlUse, plan: Pick<Plan, 'truth' | 'forbidden'>): Verdict {
  if (isForbidden(plan, use)) return 'forbidden';
  const verdicts = ['accepted', 'partial', 'harmful'] as const;
  return verdicts.find((verdict) => plan.truth[verdict].some((match) => matchControl(match, use))) ?? 'neutral';
}
