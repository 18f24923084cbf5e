import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { SloPage } from '../../../core/protocol/slos.ts';
import { percent } from '../../format.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { BudgetLeft } from '../BudgetLeft.tsx';
import { budgetWords, burnWords } from './slo-words.ts';

const burnTone = (burn: number): Tone => (burn >= 14.4 ? 'critical' : burn >= 6 ? 'warning' : 'neutral');

interface ObjectiveTableProps {
  drill: DrillView;
  page: SloPage | null;
  chosen: string | null;
  onChoose: (slo: string) => void;
}

/** Every objective in a row; a press shows it in full. */
export function ObjectiveTable({ drill, page, chosen, onChoose }: ObjectiveTableProps) {
  const details = new Map(page?.slos.map((detail) => [detail.slo, detail]));
  return (
    <table className="ev-table ev-slo-objectives">
      <thead>
        <tr>
          <th>Objective</th>
          <th>Target</th>
          <th>Good, 1 min</th>
          <th className="ev-slo-wide">Good, drill</th>
          <th>Budget left</th>
          <th className="ev-slo-wide">At this rate</th>
          <th>Burn, 1 min</th>
        </tr>
      </thead>
      <tbody>
        {drill.slos.map(({ slo, displayName, objective, goodShare, budgetLeft, burnRate }) => {
          const detail = details.get(slo);
          return (
            <tr key={slo} className={slo === chosen ? 'ev-marked' : ''}>
              <td>
                <button type="button" className="ev-link" aria-pressed={slo === chosen} onClick={() => onChoose(slo)}>
                  {displayName}
                </button>
              </td>
              <td className="mono">{percent(objective, 1)}</td>
              <td className="mono">{detail ? goodWords(detail.now) : '–'}</td>
              <td className="mono ev-slo-wide">{percent(goodShare, 2)}</td>
              <td className="ev-slo-budget">
                <BudgetLeft share={budgetLeft} />
              </td>
              <td className="mono ev-slo-wide">{detail ? budgetWords(detail.budget) : '–'}</td>
              <td className="mono">
                {burnTone(burnRate) === 'neutral' ? burnWords(burnRate) : <Badge tone={burnTone(burnRate)}>{burnWords(burnRate)}</Badge>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const goodWords = ({ good, bad }: { good: number; bad: number }): string => percent(good + bad === 0 ? null : good / (good + bad), 2);
