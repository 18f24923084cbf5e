import type { PlanRow, PostgresPlanPanel } from '../../../../core/protocol/panels-postgres.ts';
import { count } from '../../../format.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Notice } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { planMs } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';

const flagWords: Record<PlanRow['flags'][number], string> = {
  seqScanDiscards: 'reads the whole table and throws nearly all of it away',
  misestimate: 'the planner expected another number of rows',
  sortsOnDisk: 'the sort did not fit into memory',
};
const deepest = 12;

/** The plan node by node, each with the time it took without those below it. */
export function PlanTable({ panel, detail }: { panel: PostgresPlanPanel; detail: string }) {
  const { isAnalyzed, problem, planningMs, executionMs, settings, rows, sql } = panel;
  const most = Math.max(0.001, ...rows.map(({ selfMs }) => selfMs ?? 0));
  return (
    <div className="ev-plan">
      {problem && <Notice tone="warning">{problem}</Notice>}
      <pre className="ev-sql" title="As it was run">
        {sql}
      </pre>
      <p className="ev-engine-head">
        <span>
          <span className="muted">execution</span> <span className="mono">{planMs(executionMs)}</span>
        </span>
        <span>
          <span className="muted">planning</span> <span className="mono">{planMs(planningMs)}</span>
        </span>
        {!isAnalyzed && <Badge tone="warning">estimates only</Badge>}
        {settings.length > 0 && (
          <span className="muted mono ev-clip">{settings.map(({ name, value }) => `${name} = ${value}`).join(', ')}</span>
        )}
      </p>
      {rows.length > 0 && (
        <ColumnTable
          columns={[
            { head: 'Node', width: '32%' },
            { head: 'Condition' },
            { head: 'Itself', width: '9%', isRight: true },
            { head: 'Share of the time', width: '10%', isHidden: true },
            { head: 'Rows, expected', width: '16%', isRight: true },
            { head: 'Buffers', width: '10%', isRight: true },
            { head: 'To do', width: '64px', isHidden: true },
          ]}
        >
          <tbody>
            {rows.map((row, index) => (
              <NodeRow key={`${index} ${row.node}`} row={row} id={String(index)} most={most} detail={detail} />
            ))}
          </tbody>
        </ColumnTable>
      )}
    </div>
  );
}

function NodeRow({ row, id, most, detail }: { row: PlanRow; id: string; most: number; detail: string }) {
  const { depth, node, on, detail: condition, selfMs, loops, rowsEstimated, rows, rowsRemoved, hitBlocks, readBlocks, flags } = row;
  const marked = useMarked('panel');
  const label = `${node}${on ? ` on ${on}` : ''}: ${planMs(selfMs)}, ${count(rows ?? 0)} rows, ${count(rowsRemoved)} thrown away`;
  return (
    <tr {...marked(rowRef({ tab: 'postgres', view: 'plan', detail, row: id }))}>
      <td style={{ paddingLeft: Math.min(depth, deepest) * 14 }}>
        {depth > 0 && <span aria-hidden>└ </span>}
        {node} {on && <span className="mono">{on}</span>}
        {loops > 1 && <span className="muted mono"> ×{count(loops)}</span>}
        {flags.map((flag) => (
          <span key={flag} className="ev-flag ui-tone-critical">
            ■ {flagWords[flag]}
          </span>
        ))}
      </td>
      <td className="mono ev-clip" title={condition ?? ''}>
        {condition}
        {rowsRemoved > 0 && <span className="muted"> – {count(rowsRemoved)} thrown away</span>}
      </td>
      <td className="mono ev-number">{planMs(selfMs)}</td>
      <td>
        <span className="ev-budget" aria-hidden>
          <i style={{ width: `${((selfMs ?? 0) / most) * 100}%` }} />
        </span>
      </td>
      <td className="mono ev-number">
        {rows === null ? '–' : count(rows)} <span className="muted">/ {count(rowsEstimated)}</span>
      </td>
      <td className="mono ev-number" title={`${hitBlocks} blocks from the buffers, ${readBlocks} from the disk`}>
        {count(hitBlocks + readBlocks)}
      </td>
      <td className="ev-row-acts">
        <MarkRow tab="postgres" view="plan" detail={detail} row={id} label={label} />
      </td>
    </tr>
  );
}
