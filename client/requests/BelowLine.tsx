import type { ReleaseGate } from '../../core/protocol/requests.ts';
import { percent } from '../format.ts';
import { Notice } from '../ui/Panel.tsx';

/** Which error budgets hold promotions up, before somebody lets one pass. */
export function BelowLine({ gate }: { gate: ReleaseGate }) {
  const below = gate.below.map(({ displayName, budgetLeft }) => `${displayName}: ${percent(budgetLeft, 0)} left`).join('; ');
  return (
    <Notice tone="warning">
      <span aria-hidden>▲</span> Below the line of the release policy ({percent(gate.line, 0)} of an error budget). {below}. Only the
      commander can let it pass, and the reason is kept.
    </Notice>
  );
}
