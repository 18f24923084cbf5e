import type { BlockerRow, PostgresPanel, PostgresSession } from '../../../../core/protocol/panels-postgres.ts';
import { Empty } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { ago } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';

/** Who blocks whom, who is at work, and who has how many connections. */
export function ActivityView({ panel }: { panel: PostgresPanel }) {
  const { sessions, blockers } = panel;
  return (
    <div className="ev-engine-list">
      {blockers.length > 0 && (
        <section className="ev-engine-part" aria-label="Blocked sessions">
          <h3>Who waits for whom</h3>
          <Sessions view="activity" rows={blockers.flatMap((row) => sessionRow(row, sessions))} />
        </section>
      )}
      <section className="ev-engine-part ev-sessions" aria-label="Sessions">
        <h3>Sessions at work</h3>
        {sessions.length === 0 ? (
          <Empty title="No session is at work at this moment." hint="Idle sessions are counted below." />
        ) : (
          <Sessions view="activity" rows={sessions.map((session) => ({ session, depth: 0, blocks: 0 }))} />
        )}
      </section>
      <Connections panel={panel} />
    </div>
  );
}

interface Shown {
  session: PostgresSession;
  depth: number;
  blocks: number;
}

function sessionRow({ pid, depth, blocks }: BlockerRow, sessions: readonly PostgresSession[]): Shown[] {
  const session = sessions.find((each) => each.pid === pid);
  return session ? [{ session, depth, blocks }] : [];
}

const deepest = 8;

function Sessions({ rows, view }: { rows: readonly Shown[]; view: string }) {
  const marked = useMarked('panel');
  return (
    <ColumnTable
      columns={[
        { head: 'Session', width: '24%' },
        { head: 'State', width: '15%' },
        { head: 'Transaction', width: '9%', isRight: true },
        { head: 'Statement', width: '9%', isRight: true },
        { head: 'Waits on', width: '15%' },
        { head: 'Query' },
        { head: 'To do', width: '64px', isHidden: true },
      ]}
    >
      <tbody>
        {rows.map(({ session, depth, blocks }) => {
          const { pid, application, state, transactionS, statementS, waitsOn, waitsFor, query } = session;
          const id = `${application}/${pid}`;
          const ms = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
          const label = `${id}, ${state} for ${ago(ms(transactionS ?? statementS))}${blocks > 0 ? `, blocks ${blocks}` : ''}: ${query}`;
          return (
            <tr key={pid} {...marked(rowRef({ tab: 'postgres', view, row: id }))}>
              <td className="mono ev-wrap" style={{ paddingLeft: Math.min(depth, deepest) * 14 }}>
                {depth > 0 && <span aria-hidden>└ </span>}
                {application} <span className="muted">{pid}</span>
                {blocks > 0 && <span className="ui-tone-critical ev-nowrap"> ■ blocks {blocks}</span>}
              </td>
              <td className="ev-clip">{state}</td>
              <td className="mono ev-number">{ago(ms(transactionS))}</td>
              <td className="mono ev-number">{ago(ms(statementS))}</td>
              <td className="ev-wrap">
                {waitsFor.length > 0 ? (
                  <span className="ui-tone-warning">
                    ▲ {waitsOn}, <span className="ev-nowrap">pid {waitsFor.join(', ')}</span>
                  </span>
                ) : (
                  (waitsOn ?? '–')
                )}
              </td>
              <td className="mono ev-clip" title={query}>
                {query}
              </td>
              <td className="ev-row-acts">
                <MarkRow tab="postgres" view={view} row={id} label={label} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </ColumnTable>
  );
}

function Connections({ panel: { connections, maxConnections } }: { panel: PostgresPanel }) {
  const marked = useMarked('panel');
  const used = connections.reduce((sum, { total }) => sum + total, 0);
  const isFull = maxConnections > 0 && used >= maxConnections * 0.9;
  return (
    <section className="ev-engine-part" aria-label="Connections by application">
      <h3>
        Connections <span className="mono">{used}</span> <span className="muted">of</span> <span className="mono">{maxConnections}</span>
        {isFull && <span className="ui-tone-critical"> ■ nearly full</span>}
      </h3>
      <ColumnTable
        columns={[
          { head: 'Application' },
          { head: 'Total', width: '10%', isRight: true },
          { head: 'Share of all places', width: '12%', isHidden: true },
          { head: 'Active', width: '10%', isRight: true },
          { head: 'Idle', width: '10%', isRight: true },
          { head: 'In transaction', width: '15%', isRight: true },
          { head: 'Waiting', width: '10%', isRight: true },
          { head: 'To do', width: '64px', isHidden: true },
        ]}
      >
        <tbody>
          {connections.map(({ application, total, active, idle, inTransaction, waiting }) => (
            <tr key={application} {...marked(rowRef({ tab: 'postgres', view: 'activity', row: `of ${application}` }))}>
              <td className="mono">{application}</td>
              <td className="mono ev-number">{total}</td>
              <td>
                <span className="ev-budget" aria-hidden>
                  <i style={{ width: `${Math.min(100, (total / Math.max(1, maxConnections)) * 100)}%` }} />
                </span>
              </td>
              <td className="mono ev-number">{active}</td>
              <td className="mono ev-number">{idle}</td>
              <td className="mono ev-number">{inTransaction}</td>
              <td className="mono ev-number">{waiting}</td>
              <td className="ev-row-acts">
                <MarkRow
                  tab="postgres"
                  view="activity"
                  row={`of ${application}`}
                  label={`${application}: ${total} of ${maxConnections} connections, ${active} active, ${inTransaction} idle in transaction, ${waiting} waiting`}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </ColumnTable>
    </section>
  );
}
