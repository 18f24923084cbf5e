import { useEffect } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { MessagePage, WaitingPage } from '../app/Message.tsx';
import { ConnectionState, ThemeSwitch } from '../app/Shell.tsx';
import { BudgetLeft } from '../evidence/BudgetLeft.tsx';
import { timeWords } from '../evidence/entry-words.ts';
import { ServiceMap } from '../evidence/ServiceMap.tsx';
import { useGameNow } from '../state/game-clock.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Skeleton } from '../ui/Panel.tsx';
import { Said } from '../ui/Said.tsx';
import { nameOf, untakenFirst } from '../war-room/alert-order.ts';
import { kindGlyphs, type ReadLine, readLines } from '../war-room/channel-lines.ts';
import { clocksOf, stepsOf } from '../war-room/stepper.ts';
import { WallRoom } from './WallRoom.tsx';
import '../evidence/EvidenceArea.css';
import './WallPage.css';

/** For the big screen of a room: map, budgets, clocks and the newest lines, to be read from ten steps away. Nothing can be pressed but the theme. */
export function WallPage({ drillId }: { drillId: string }) {
  const drill = useHouse((house) => house.drill);
  const heard = useHouse((house) => house.heard);
  useEffect(() => {
    document.title = `${drillId} · wall · Brownout`;
  }, [drillId]);
  if (drill?.drillId !== drillId)
    return heard ? (
      <MessagePage title={`${drillId} is not running`}>
        <p>The wall shows a drill while it runs.</p>
      </MessagePage>
    ) : (
      <WaitingPage />
    );
  return <Wall drill={drill} />;
}

function Wall({ drill }: { drill: DrillView }) {
  const stack = useStack();
  const frame = useHouse((house) => house.frames.at(-1)?.frame ?? null);
  return (
    <div className="wall">
      <h1 className="visually-hidden">Wall view of {drill.drillId}</h1>
      <header className="wall-head">
        <Badge tone={drill.severity === null ? 'neutral' : drill.severity === 1 ? 'critical' : 'warning'}>
          {drill.severity === null ? 'SEV –' : `SEV${drill.severity}`}
        </Badge>
        <strong className="mono">{drill.drillId}</strong>
        <Title drill={drill} />
        <span className="wall-end">
          <ThemeSwitch />
          <ConnectionState />
        </span>
      </header>
      <Steps drill={drill} />
      <main className="wall-main">
        <section className="wall-map" aria-label={drill.sees.telemetry ? 'The shop' : 'The room'}>
          {!drill.sees.telemetry ? (
            <WallRoom drill={drill} />
          ) : stack ? (
            <ServiceMap stack={stack} frame={frame} selected={null} />
          ) : (
            <Skeleton width="100%" height="100%" />
          )}
        </section>
        <aside className="wall-side">
          <Clocks drill={drill} />
          {drill.sees.telemetry && <Firing drill={drill} />}
          {drill.sees.telemetry && <Budgets drill={drill} />}
        </aside>
      </main>
      <Newest />
    </div>
  );
}

/** That what stands here is old is said in its largest words: nobody of the room looks at a small sign. */
function Title({ drill }: { drill: DrillView }) {
  const connected = useHouse((house) => house.connected);
  if (connected) return <span className="wall-title">{drill.title ?? phaseWords[drill.phase]}</span>;
  return <span className="wall-title ui-tone-critical">■ Connection lost: this is as of {timeWords(drill.gameMs)}</span>;
}

const phaseWords: Record<DrillView['phase'], string> = {
  lobby: 'In the lobby',
  baseline: 'What is normal is being measured',
  live: 'Nothing is declared',
  paused: 'Paused',
  debrief: 'The drill has ended',
  closed: 'The drill has ended',
};

function Steps({ drill }: { drill: DrillView }) {
  return (
    <ol className="wall-steps" aria-label="Status of the incident">
      {stepsOf(drill).map(({ id, title, state }) => (
        <li key={id} className={`wall-step wall-step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
          {state === 'done' ? '✓ ' : ''}
          {title}
        </li>
      ))}
    </ol>
  );
}

function Clocks({ drill }: { drill: DrillView }) {
  const nowMs = useGameNow();
  return (
    <dl className="wall-clocks">
      {clocksOf(drill, nowMs).map(({ label, value, overdue }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className={`mono${overdue ? ' ui-tone-warning' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const shownAlerts = 2;

/** A slot of fixed height, so that an alert moves nothing. */
function Firing({ drill }: { drill: DrillView }) {
  const active = untakenFirst(drill.alerts).filter(
    ({ state, severity }) => state !== 'resolved' && state !== 'pending' && severity !== 'info',
  );
  return (
    <ul className="wall-alerts" aria-label="Alerts">
      {active.length === 0 && <li className="muted">Nothing fires.</li>}
      {active.slice(0, shownAlerts).map(({ alertId, alert, state, severity, acknowledgedBy }) => (
        <li key={alertId}>
          <Badge tone={toneOf({ state, severity })}>{severity}</Badge> <b>{nameOf({ alert, severity })}</b>
          <span className="muted wall-who">{wordsOf({ state, acknowledgedBy })}</span>
        </li>
      ))}
      {active.length > shownAlerts && <li className="muted">and {active.length - shownAlerts} more</li>}
    </ul>
  );
}

type Alert = DrillView['alerts'][number];

/** A silenced one calls nobody: it is told of without its colour. */
function toneOf({ state, severity }: Pick<Alert, 'state' | 'severity'>): Tone {
  if (state === 'silenced') return 'neutral';
  return severity === 'page' ? 'critical' : 'warning';
}

function wordsOf({ state, acknowledgedBy }: Pick<Alert, 'state' | 'acknowledgedBy'>): string {
  if (state === 'silenced') return '⊘ silenced';
  return acknowledgedBy ? `acked by ${acknowledgedBy}` : state;
}

function Budgets({ drill }: { drill: DrillView }) {
  return (
    <ul className="wall-budgets" aria-label="Error budgets">
      {drill.slos.map(({ slo, displayName, budgetLeft }) => (
        <li key={slo}>
          <span>{displayName}</span>
          <BudgetLeft share={budgetLeft} />
        </li>
      ))}
    </ul>
  );
}

const shownLines = 6;

function Newest() {
  const timeline = useHouse((house) => house.timeline);
  const newest = readLines(timeline)
    .filter(({ masked }) => !masked)
    .toSorted((a, b) => b.atMs - a.atMs || b.index - a.index)
    .slice(0, shownLines);
  return (
    <ol className="wall-lines" aria-label="Newest lines of the channel">
      {newest.map((line) => (
        <Line key={line.index} line={line} />
      ))}
    </ol>
  );
}

function Line({ line: { atMs, kind, from, text } }: { line: ReadLine }) {
  return (
    <li>
      <time className="mono muted">{timeWords(atMs)}</time>
      <span aria-hidden className={kind === 'alert' ? 'ui-tone-critical' : 'muted'}>
        {kindGlyphs[kind]}
      </span>
      <span className="wall-text">
        <Said from={from} text={text} />
      </span>
    </li>
  );
}
