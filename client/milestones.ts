import type { Milestone } from '../core/drill/values.ts';

/** What each milestone is called wherever it is told of. */
export const milestoneNames: Record<Milestone, string> = {
  impact: 'Users hurt',
  paged: 'Paged',
  acknowledged: 'Acked',
  declared: 'Declared',
  mitigating: 'Mitigating',
  monitoring: 'Monitoring',
  causeRemoved: 'Cause removed',
  recovered: 'Users well',
  resolved: 'Resolved',
};

/** Where something was to become faster, recovered means that it has. */
export function milestoneName(milestone: Milestone, { goal }: { goal?: unknown }): string {
  return milestone === 'recovered' && goal ? 'Goal reached' : milestoneNames[milestone];
}
