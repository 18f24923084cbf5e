import { memo } from 'react';
import { runbookOf } from '../evidence/slos/slo-words.ts';
import { clock } from '../format.ts';
import { openTracesOfAlert } from '../state/exemplars.ts';
import { useGameNow } from '../state/game-clock.ts';
import { openEvidence, select } from '../state/selection.ts';
import { useAct } from '../state/use-act.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import type { Action } from './action-form.ts';
import { type AlertView, nameOf } from './alert-order.ts';
import { openDialog } from './dialogs.ts';
import { useWhyNot } from './may-act.ts';

const toneOfAlert = ({ severity, state }: AlertView): Tone => {
  if (state === 'resolved') return 'ok';
  if (state === 'silenced' || severity === 'info') return 'neutral';
  if (state === 'pending') return 'unknown';
  return severity === 'page' ? 'critical' : 'warning';
};

/** @param silencing the action that silences an alert, where the stack has it */
export const AlertCard = memo(function AlertCard({ alert, silencing }: { alert: AlertView; silencing: Action | undefined }) {
  const { act, pending } = useAct();
  const whyNot = useWhyNot('respond');
  const tone = toneOfAlert(alert);
  const calls = alert.state === 'firing' || alert.state === 'acknowledged';
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
        <Age alert={alert} />
      </div>
      <p>{alert.summary}</p>
      {alert.silence && <Silence silence={alert.silence} />}
      <div className="war-alert-foot">
        <Badge tone={tone}>{alert.severity}</Badge>
        {alert.burnRate !== null && (
          <span className="mono muted" title="Burn rate: how many times faster than the budget allows">
            {alert.burnRate.toFixed(1)}×
          </span>
        )}
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Runbook of ${alert.alert}`}
          onPress={() => select({ runbook: runbookOf(alert.alert) })}
        >
          Runbook
        </Button>
        <span className="war-alert-acts">
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Traces of ${alert.alert}`}
            onPress={() => openTracesOfAlert(alert.alert, alert.sinceMs)}
          >
            Traces
          </Button>
          {silencing && alert.silence === null && (
            <Button
              size="sm"
              variant="quiet"
              isDisabled={!calls}
              aria-label={`Silence… ${alert.alert}`}
              onPress={() => openDialog({ kind: 'action', action: silencing, values: { alert: alert.alert } })}
            >
              Silence…
            </Button>
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
        </span>
      </div>
    </li>
  );
});

/** How long an alert is there, or was; with the time a silence has left the only part of its card that changes every second. */
function Age({ alert: { sinceMs, resolvedAtMs } }: { alert: AlertView }) {
  const nowMs = useGameNow();
  return <span className="mono muted">{clock((resolvedAtMs ?? nowMs) - sinceMs)}</span>;
}

/** Who is kept from hearing it, why, and for how long. */
function Silence({ silence: { by, reason, untilMs } }: { silence: NonNullable<AlertView['silence']> }) {
  const nowMs = useGameNow();
  return (
    <p className="war-silence">
      <span aria-hidden>⊘</span> <b>Silenced</b> by {by}, <span className="mono">{clock(untilMs - nowMs)}</span> left: {reason}
    </p>
  );
}

function Who({ alert: { acknowledgedBy, state } }: { alert: AlertView }) {
  const isAcked = acknowledgedBy !== null && state === 'acknowledged';
  return (
    <span className="muted war-alert-who" title={isAcked ? `acknowledged by ${acknowledgedBy}` : ''}>
      {isAcked ? (
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
