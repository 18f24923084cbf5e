import { readPlanPlace } from '../../../../core/protocol/engine-view.ts';
import type { PostgresPanel } from '../../../../core/protocol/panels-postgres.ts';
import { PanelState, useEngineView, Views } from '../PanelFrame.tsx';
import { usePanel } from '../use-panel.ts';
import { ActivityView } from './ActivityView.tsx';
import { IndexesView } from './IndexesView.tsx';
import { PlanView } from './PlanView.tsx';
import { StatementsView } from './StatementsView.tsx';

const psql = 'psql -h localhost shop -c';

/** Sessions and who blocks whom, statements, plans, tables and indexes of the shop's database. */
export function PostgresTab() {
  const { view, detail } = useEngineView('postgres', 'activity');
  const look = usePanel({ kind: 'postgres' });
  const waiting = look.panel?.sessions.filter(({ waitsFor }) => waitsFor.length > 0).length ?? 0;
  const views = [
    { id: 'activity', title: 'Activity', count: waiting },
    { id: 'statements', title: 'Statements' },
    { id: 'plan', title: 'Explain' },
    { id: 'indexes', title: 'Tables & indexes' },
  ];
  return (
    <div className="ev-engine">
      <Views tab="postgres" views={views} current={view} command={commandOf(view, detail, look.panel)} />
      <PanelState look={look}>{look.panel && <View view={view} detail={detail} panel={look.panel} />}</PanelState>
    </div>
  );
}

function View({ view, detail, panel }: { view: string; detail: string; panel: PostgresPanel }) {
  return view === 'plan' ? <PlanView offered={panel.offered} detail={detail} /> : <PostgresViewOf view={view} panel={panel} />;
}

/** What one look tells: statements, indexes, or who is at work. */
export function PostgresViewOf({ view, panel }: { view: string; panel: PostgresPanel }) {
  switch (view) {
    case 'statements':
      return <StatementsView panel={panel} />;
    case 'indexes':
      return <IndexesView panel={panel} />;
    default:
      return <ActivityView panel={panel} />;
  }
}

function commandOf(view: string, detail: string, panel: PostgresPanel | null): string {
  switch (view) {
    case 'statements':
      return `${psql} "select calls, mean_exec_time, query from pg_stat_statements order by total_exec_time desc limit 20"`;
    case 'plan': {
      const chosen = readPlanPlace(detail)?.statement;
      const sql = panel?.offered.find(({ statement }) => statement === chosen)?.sql ?? panel?.offered[0]?.sql ?? 'select 1';
      return `${psql} "explain (analyze, buffers) ${sql}"`;
    }
    case 'indexes':
      return `${psql} '\\di+' -c '\\dt+'`;
    default:
      return `${psql} "select pid, pg_blocking_pids(pid), state, now() - xact_start, query from pg_stat_activity"`;
  }
}
