import type { DrillView } from '../../core/protocol/drill-view.ts';
import { BudgetLeft } from '../evidence/BudgetLeft.tsx';
import { clock } from '../format.ts';
import { useGameNow } from '../state/game-clock.ts';
import { openEvidence } from '../state/selection.ts';
import { useAct } from '../state/use-act.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { type AlertView, inOrder, nameOf } from './alert-order.ts';
import { useWhyNot } from './may-act.ts';
import { Ruler } from './Ruler.tsx';

/** Left column: what fires, and what is left of the error budgets. */
export function AlertsColumn({ drill }: { drill: DrillView }) {
  const active = inOrder(drill.alerts).filter(({ state }) => state !== 'resolved');
  const over = drill.alerts.filter(({ state }) => state === 'resolved');
  const firing = active.filter(({ state }) => state === 'firing').length;
  return (
    <div className="war-column">
      <Panel title="Alerts" aside={<span className="muted mono">{firing}</span>} scroll>
        {active.length === 0 && (
          <Empty
            title={drill.alerts.length === 0 ? 'Nothing fires.' : 'Nothing fires any more.'}
            hint="Pages come by burn rate: when users feel it, not when a server is warm."
          />
        )}
        <p className="visually-hidden" role="status">
          {spokenOf(active)}
        </p>
        <ul className="war-alerts">
          {active.map((alert) => (
            <AlertCard key={alert.alertId} alert={alert} />
          ))}
        </ul>
        {over.length > 0 && (
          <details className="war-over">
            <summary className="muted">{over.length} over</summary>
            <ul className="war-alerts">
              {inOrder(over).map((alert) => (
                <AlertCard key={alert.alertId} alert={alert} />
              ))}
            </ul>
          </details>
        )}
      </Panel>
      <Ruler drill={drill} />
      <Budgets drill={drill} />
    </div>
  );
}

/** Read out when it changes: which pages fire, without their clocks. */
function spokenOf(active: readonly AlertView[]): string {
  const pages = active.filter(({ state, severity }) => state === 'firing' && severity === 'page').map(({ alert }) => alert);
  return pages.length === 0 ? 'No page fires.' : `Pages that fire: ${pages.join(', ')}.`;
}

/** How long an alert is there; the only part of its card that changes every second. */
function Age({ sinceMs }: { sinceMs: number }) {
  const nowMs = useGameNow();
  return <span className="mono muted">{clock(nowMs - sinceMs)}</span>;
}

const toneOfAlert = ({ severity, state }: AlertView): Tone => {
  if (state === 'resolved' || severity === 'info') return 'neutral';
  if (state === 'pending') return 'unknown';
  return severity === 'page' ? 'critical' : 'warning';
};

function AlertCard({ alert }: { alert: AlertView }) {
  const { act, pending } = useAct();
  const whyNot = useWhyNot('respond');
  const tone = toneOfAlert(alert);
  return (
    <li className={`war-alert war-alert-${tone} war-alert-${alert.state}`}>
      <div className="war-alert-head">
        <button
          type="button"
          className="war-link"
          onClick={() => openEvidence({ kind: 'alert', ref: alert.alertId, label: alert.alert, atMs: alert.sinceMs })}
        >
          {nameOf(alert)}
        </button>
        <Age sinceMs={alert.sinceMs} />
      </div>
      <p>{alert.summary}</p>
      <div className="war-alert-foot">
        <Badge tone={tone}>{alert.severity}</Badge>
        {alert.burnRate !== null && (
          <span className="mono muted" title="Burn rate: how many times faster than the budget allows">
            {alert.burnRate.toFixed(1)}×
          </span>
        )}
        {alert.state === 'firing' && alert.severity !== 'info' ? (
          <Button
            size="sm"
            isPending={pending}
            isDisabled={whyNot !== null}
            aria-label={`Ack ${alert.alert}`}
            onPress={() => void act({ type: 'acknowledge', alertId: alert.alertId })}
          >
            Ack
          </Button>
        ) : (
          <Who alert={alert} />
        )}
      </div>
    </li>
  );
}

function Who({ alert: { acknowledgedBy, state } }: { alert: AlertView }) {
  return (
    <span className="muted war-alert-who" title={acknowledgedBy ? `acknowledged by ${acknowledgedBy}` : ''}>
      {acknowledgedBy ? (
        <>
          <span aria-hidden>✓</span> <span className="visually-hidden">acked by </span>
          {acknowledgedBy}
        </>
      ) : (
        state
      )}
    </span>
  );
}

function Budgets({ drill }: { drill: DrillView }) {
  return (
    <Panel title="Error budgets" aside={<span className="muted">of this drill</span>}>
      {drill.slos.length === 0 && <Empty title="Counting begins with the drill." />}
      <ul className="war-budgets">
        {drill.slos.map(({ slo, displayName, budgetLeft, burnRate }) => (
          <li key={slo} title={`${displayName}; burn rate ${burnRate.toFixed(1)}× over the last minute`}>
            <span>{slo}</span>
            <BudgetLeft share={budgetLeft} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
