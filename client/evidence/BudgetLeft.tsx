import { percent } from '../format.ts';
import { budgetWidth } from './entry-words.ts';

/** What is left of an error budget: a bar and its share. Two cells of whatever row holds it. */
export function BudgetLeft({ share }: { share: number }) {
  return (
    <>
      <span className="ev-budget" aria-hidden>
        <i style={{ width: `${budgetWidth(share)}%` }} />
      </span>
      <span className={`mono${share <= 0 ? ' ui-tone-critical' : ''}`}>{percent(share, 0)}</span>
    </>
  );
}
