import type { PostgresPanel } from '../../../../core/protocol/panels-postgres.ts';
import { count } from '../../../format.ts';
import { Empty, Notice } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { perSecond, planMs, share } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';

/** A mean of the last seconds that is so much above that of the whole drill stands out. */
const slower = 2;
const longEnoughMs = 5;

/** What the services ask, those first that cost most time since the start. */
export function StatementsView({ panel: { statements, statementsProblem } }: { panel: PostgresPanel }) {
  const marked = useMarked('panel');
  if (statements === null) return <Notice tone="info">{statementsProblem}</Notice>;
  if (statements.length === 0) return <Empty title="No statement was counted yet." hint="The first appear with the first users." />;
  const most = Math.max(1, ...statements.map(({ totalMs }) => totalMs));
  return (
    <ColumnTable
      columns={[
        { head: 'Statement' },
        { head: 'Calls', width: '9%', isRight: true },
        { head: 'Mean', width: '9%', isRight: true },
        { head: 'Mean now', width: '10%', isRight: true },
        { head: 'Time in all', width: '12%' },
        { head: 'Rows/call', width: '9%', isRight: true },
        { head: 'Buffers', width: '8%', isRight: true },
        { head: 'To do', width: '64px', isHidden: true },
      ]}
    >
      <tbody>
        {statements.map(({ query, meanMs, totalMs, rowsPerCall, hitShare, callsPerSecond, recentMeanMs }) => {
          const isSlower = recentMeanMs !== null && recentMeanMs > longEnoughMs && recentMeanMs > meanMs * slower;
          const id = query.slice(0, 100);
          return (
            <tr key={query} {...marked(rowRef({ tab: 'postgres', view: 'statements', row: id }))}>
              <td className="mono ev-clip" title={query}>
                {query}
              </td>
              <td className="mono ev-number">{perSecond(callsPerSecond)}</td>
              <td className="mono ev-number">{planMs(meanMs)}</td>
              <td className={`mono ev-number${isSlower ? ' ui-tone-critical' : ''}`}>
                {isSlower && '■ '}
                {planMs(recentMeanMs)}
              </td>
              <td title={planMs(totalMs)}>
                <span className="ev-budget" aria-hidden>
                  <i style={{ width: `${(totalMs / most) * 100}%` }} />
                </span>
                <span className="visually-hidden">{planMs(totalMs)}</span>
              </td>
              <td className="mono ev-number">{count(rowsPerCall)}</td>
              <td className="mono ev-number">{share(hitShare)}</td>
              <td className="ev-row-acts">
                <MarkRow
                  tab="postgres"
                  view="statements"
                  row={id}
                  label={`${perSecond(callsPerSecond)} calls, mean ${planMs(meanMs)}, now ${planMs(recentMeanMs)}: ${query}`}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </ColumnTable>
  );
}
