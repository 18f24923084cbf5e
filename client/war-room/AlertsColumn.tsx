import type { DrillView } from '../../core/protocol/drill-view.ts';
import { BudgetLeft } from '../evidence/BudgetLeft.tsx';
import { GoalCard } from '../goal/GoalCard.tsx';
import { ReleaseGate } from '../requests/ReleaseGate.tsx';
import { RequestList } from '../requests/RequestList.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { AlertCard } from './AlertCard.tsx';
import { type AlertView, unfolded } from './alert-order.ts';
import { Ruler } from './Ruler.tsx';

/** Left column: what fires, and what is left of the error budgets. */
export function AlertsColumn({ drill }: { drill: DrillView }) {
  const active = drill.alerts.filter(({ state }) => state !== 'resolved');
  const { shown, over } = unfolded(drill.alerts, drill.gameMs);
  const silencing = drill.actions.find(({ control }) => control === 'alert.silence');
  return (
    <div className="war-column">
      {drill.goal && <GoalCard drillId={drill.drillId} goal={drill.goal} waits={drill.baselineWaits} />}
      <Panel title="Alerts" aside={<span className="muted mono">{active.length}</span>} scroll>
        {shown.length === 0 && (
          <Empty
            title={drill.alerts.length === 0 ? 'Nothing fires.' : 'Nothing fires any more.'}
            hint="Pages come by burn rate: when users feel it, not when a server is warm."
          />
        )}
        <p className="visually-hidden" role="status">
          {spokenOf(active)}
        </p>
        <ul className="war-alerts">
          {shown.map((alert) => (
            <AlertCard key={alert.alertId} alert={alert} silencing={silencing} />
          ))}
        </ul>
        {over.length > 0 && (
          <details className="war-over">
            <summary className="muted">{over.length} over</summary>
            <ul className="war-alerts">
              {over.map((alert) => (
                <AlertCard key={alert.alertId} alert={alert} silencing={silencing} />
              ))}
            </ul>
          </details>
        )}
      </Panel>
      <RequestList drill={drill} />
      {!drill.goal && <Ruler drill={drill} />}
      <Budgets drill={drill} />
    </div>
  );
}

/** Read out when it changes: which pages fire, without their clocks. */
function spokenOf(active: readonly AlertView[]): string {
  const pages = active.filter(({ state, severity }) => state === 'firing' && severity === 'page').map(({ alert }) => alert);
  return pages.length === 0 ? 'No page fires.' : `Pages that fire: ${pages.join(', ')}.`;
}

function Budgets({ drill }: { drill: DrillView }) {
  return (
    <Panel title="Error budgets" aside={<span className="muted">of 30 days</span>}>
      {drill.slos.length === 0 && <Empty title="Counting begins with the drill." />}
      <ul className="war-budgets">
        {drill.slos.map(({ slo, displayName, budgetLeft, burnRate }) => (
          <li key={slo} title={`${displayName}; burn rate ${burnRate.toFixed(1)}× over the last minute`}>
            <span>{slo}</span>
            <BudgetLeft share={budgetLeft} />
          </li>
        ))}
      </ul>
      <ReleaseGate drill={drill} />
    </Panel>
  );
}
