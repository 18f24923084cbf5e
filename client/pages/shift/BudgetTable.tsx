import type { ShiftView } from '../../../core/protocol/shifts.ts';
import { percent } from '../../format.ts';
import { ToneShape } from '../../ui/Badge.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { chargeWords, piecesOf, standOf } from './shift-words.ts';

type Row = ShiftView['budgets'][number];

/** The error budgets through the shift: where each opened, what each watch took off it, and what the next one gets. */
export function BudgetTable({ shift }: { shift: ShiftView }) {
  const { budgets, watches, budgetLine } = shift;
  const ended = watches.filter(({ outcome }) => outcome !== null);
  return (
    <Panel title="Error budgets" aside={<span className="muted">of 30 days, as the users saw it</span>}>
      <div className="shift-scroll" role="region" aria-label="Error budgets through the shift" tabIndex={0}>
        <table className="ev-table shift-budgets">
          <thead>
            <tr>
              <th scope="col">Objective</th>
              <th scope="col">Opened at</th>
              {ended.map(({ drillId }) => (
                <th key={drillId} scope="col" className="mono">
                  {drillId}
                </th>
              ))}
              <th scope="col">Left</th>
              <th scope="col">
                <span className="visually-hidden">Drawn. </span>
                {budgetLine === null ? '' : `Line of the policy: ${percent(budgetLine, 0)}`}
              </th>
            </tr>
          </thead>
          <tbody>
            {budgets.map((row) => (
              <BudgetRow key={row.slo} row={row} line={budgetLine} watches={ended} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted shift-note">{noteOf(shift)}</p>
    </Panel>
  );
}

interface BudgetRowProps {
  row: Row;
  line: number | null;
  /** Ended ones: each has its column. */
  watches: ShiftView['watches'];
}

function BudgetRow({ row, line, watches }: BudgetRowProps) {
  const { tone, words } = standOf(row, line);
  return (
    <tr>
      <th scope="row">{row.displayName}</th>
      <td className="mono">{percent(row.openedAt, 0)}</td>
      {watches.map(({ drillId }, index) => (
        <Charge key={drillId} charge={row.charged[index] ?? null} />
      ))}
      <td className="mono">
        <b>{row.left === null ? '–' : percent(row.left)}</b>
      </td>
      <td>
        <span className="shift-drawn">
          <Bar row={row} line={line} />
          <span className="shift-stand">
            <ToneShape tone={tone} /> {words}
          </span>
        </span>
      </td>
    </tr>
  );
}

function Charge({ charge }: { charge: number | null }) {
  return <td className={charge === null ? 'muted' : 'mono'}>{chargeWords(charge)}</td>;
}

/** The figures stand beside it. */
function Bar({ row, line }: { row: Row; line: number | null }) {
  return (
    <span className="shift-bar" aria-hidden>
      {piecesOf(row).map(({ kind, width }) => (
        <i key={kind} className={`shift-piece shift-piece-${kind}`} style={{ width: `${width}%` }} />
      ))}
      {line !== null && <b className="shift-line" style={{ left: `${line * 100}%` }} />}
    </span>
  );
}

function noteOf({ budgetLine, watches }: ShiftView): string {
  const policy =
    budgetLine === null
      ? 'The house has no line for its releases.'
      : `Below ${percent(budgetLine, 0)} of a budget nothing is approved or promoted, unless the commander records an exception with its reason.`;
  const sealed = watches.some(({ outcome, title }) => outcome !== null && title === null);
  return sealed ? `${policy} What a watch burnt is told with its debrief.` : policy;
}
