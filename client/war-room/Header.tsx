import { Link } from '@tanstack/react-router';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { ConnectionState } from '../app/Shell.tsx';
import { clock } from '../format.ts';
import { useGameNow } from '../state/game-clock.ts';
import { useAct } from '../state/use-act.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Kbd, Stat } from '../ui/Panel.tsx';
import { unacknowledgedPages } from './alert-order.ts';
import { openDialog } from './dialogs.ts';
import { HeaderMenu } from './HeaderMenu.tsx';
import { useWhyNot } from './may-act.ts';
import { SoloControls } from './SoloControls.tsx';
import { clocksOf, type Step, stepsOf } from './stepper.ts';
import './Header.css';

/** Incident, where it stands, and the clocks: the same places all the time, in one row where there is room for it. */
export function Header({ drill }: { drill: DrillView }) {
  return (
    <header className="war-head war-room-head">
      <div className="war-head-main">
        <span className="war-incident">
          <Link to="/" className="app-name" aria-label="Brownout, start page">
            B
          </Link>
          <Severity drill={drill} />
          <span className="war-name">
            <strong className="mono">{drill.drillId}</strong>
            <span className="war-title muted" title={drill.title ?? ''}>
              <span className="war-drill-mark" title="This is a drill on a real system.">
                DRILL
              </span>{' '}
              <bdi>{drill.title ?? 'not declared'}</bdi>
            </span>
          </span>
        </span>
        <Stepper drill={drill} />
        <Clocks drill={drill} />
      </div>
      <span className="war-head-end">
        <SoloControls drill={drill} />
        <span className="war-head-key">
          <Button
            size="sm"
            variant="quiet"
            aria-label="Ctrl K: everything by name"
            onPress={() => openDialog({ kind: 'palette', only: 'everything' })}
          >
            <Kbd>Ctrl K</Kbd>
          </Button>
        </span>
        <span className="war-head-key war-head-help">
          <Button size="sm" variant="quiet" aria-label="?: keys" onPress={() => openDialog({ kind: 'help' })}>
            <Kbd>?</Kbd>
          </Button>
        </span>
        <HeaderMenu drillId={drill.drillId} phase={drill.phase} shiftId={drill.shiftId} />
        <ConnectionState />
      </span>
    </header>
  );
}

/** Also the way to another one. */
function Severity({ drill: { severity, severityReason } }: { drill: DrillView }) {
  const words = severity === null ? 'SEV –' : `SEV${severity}`;
  return (
    <button
      type="button"
      className="war-severity"
      title={severityReason ?? ''}
      aria-label={severity === null ? 'No severity yet: declare' : `${words}: change the severity`}
      onClick={() => openDialog({ kind: severity === null ? 'declare' : 'severity' })}
    >
      <Badge tone={severity === null ? 'neutral' : severity === 1 ? 'critical' : 'warning'}>{words}</Badge>
    </button>
  );
}

/** Never colour alone. */
const marks: Record<Step['state'], string> = { done: '✓ ', current: '▸ ', skipped: '', ahead: '' };
const stateWords: Record<Step['state'], string> = { done: 'done', current: 'now', skipped: 'skipped', ahead: 'ahead' };

/** Each step is also the way to take it. */
function Stepper({ drill }: { drill: DrillView }) {
  const { act, pending } = useAct();
  const whyNot = useWhyNot('respond');
  const whyNoStatus = useWhyNot('respond', { type: 'setStatus' });
  const take = (step: Step): void => {
    const [page] = unacknowledgedPages(drill.alerts);
    if (step.id === 'acknowledged') page && void act({ type: 'acknowledge', alertId: page.alertId });
    else if (step.id === 'declared') openDialog({ kind: drill.severity === null ? 'declare' : 'severity' });
    else if (step.id === 'resolved') openDialog({ kind: 'resolve' });
    else if (step.id !== 'paged' && step.id !== 'debrief') void act({ type: 'setStatus', status: step.id });
  };
  const canTake = (step: Step): boolean => {
    if (whyNot !== null || drill.status === 'resolved' || step.id === 'paged' || step.id === 'debrief') return false;
    if (step.id === 'acknowledged') return unacknowledgedPages(drill.alerts).length > 0;
    return step.id === 'declared' || whyNoStatus === null;
  };
  return (
    <ol className="war-steps" aria-label="Status of the incident">
      {stepsOf(drill).map((step) => (
        <li key={step.id} className={`war-step war-step-${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
          <button type="button" disabled={!canTake(step) || pending} title={whyNoStatus ?? ''} onClick={() => take(step)}>
            <span className="war-step-title" data-title={step.title}>
              {step.title}
            </span>
            <span className="war-step-short">{step.short}</span>
            <small className="mono">
              <span className="visually-hidden">{stateWords[step.state]}</span>
              <span aria-hidden>{marks[step.state]}</span>
              {step.atMs === null ? '–' : clock(step.atMs)}
            </small>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Clocks({ drill }: { drill: DrillView }) {
  const nowMs = useGameNow();
  const commander = commanderOf(drill);
  return (
    <dl className="war-clocks">
      {clocksOf(drill, nowMs).map(({ label, value, overdue }) => (
        <Stat key={label} label={label} value={value} {...(overdue ? { tone: 'warning' as const } : {})} />
      ))}
      <Stat label="commander" value={commander} hint={commander} />
    </dl>
  );
}

/** Who plays alone has every seat. */
function commanderOf({ players }: DrillView): string {
  const [only, ...others] = players;
  const alone = others.length === 0 ? only?.name : undefined;
  return players.find(({ role }) => role === 'commander')?.name ?? alone ?? 'nobody';
}
