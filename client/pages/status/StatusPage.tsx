import { useEffect, useState } from 'react';
import {
  type PageComponent,
  type PageIncident,
  type PageSummary,
  pageIncidentsSchema,
  pageSummarySchema,
} from '../../../core/protocol/status-page.ts';
import { ThemeSwitch } from '../../app/Shell.tsx';
import { type Refused, wordsOf } from '../../state/api.ts';
import { serverNowMs } from '../../state/server-clock.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { Badge, ToneShape } from '../../ui/Badge.tsx';
import { Notice, Skeleton } from '../../ui/Panel.tsx';
import { agoWords, componentWords, dayOf, impactTones, incidentWords, timeOfDay } from './status-words.ts';
import './StatusPage.css';

/** Often enough for somebody who waits; a hidden page asks for nothing. */
const askedEveryMs = 5_000;

/** What the public sees: components and what the pod published, and nothing else that is known here. `null`: of what runs now. */
export function StatusPage({ drillId }: { drillId: string | null }) {
  const base = drillId === null ? '/api/v2' : `/api/v1/drills/${drillId}/status-page`;
  const summary = useLoaded(`${base}/summary.json`, pageSummarySchema);
  const incidents = useLoaded(`${base}/incidents.json`, pageIncidentsSchema);
  const nowMs = useAskedAgain([summary.reload, incidents.reload]);
  useTitle(summary.value);
  return (
    <div className="status">
      <header className="status-head">
        <h1>{summary.value?.page.name ?? 'Status'}</h1>
        <ThemeSwitch />
      </header>
      <main className="status-main">
        <Unread refused={summary.refused ?? incidents.refused} hasRead={summary.value !== null} />
        {summary.value && <Whole summary={summary.value} />}
        {summary.value && <Components components={summary.value.components} />}
        {incidents.value && <Incidents incidents={incidents.value.incidents} nowMs={nowMs} />}
      </main>
      <footer className="status-foot muted">
        <p>
          An exercise on a shop that is not for sale. What stands here was written by those who respond.{' '}
          <a href={`${base}/summary.json`}>summary.json</a>
        </p>
      </footer>
    </div>
  );
}

/** Nothing has come yet, or the newest question was refused. */
function Unread({ refused, hasRead }: { refused: Refused | null; hasRead: boolean }) {
  if (!refused) return hasRead ? null : <Unloaded />;
  return (
    <Notice tone="warning">
      {wordsOf(refused)} {hasRead ? 'Below is what was last read; this page goes on asking.' : ''}
    </Notice>
  );
}

/** As high as what comes: nothing moves when it is there. */
function Unloaded() {
  return (
    <>
      <Skeleton width="100%" height={64} />
      <Skeleton width="100%" height={170} />
      <Skeleton width="40%" height={24} />
    </>
  );
}

function useTitle(summary: PageSummary | null): void {
  useEffect(() => {
    document.title = summary ? `${summary.status.description} · ${summary.page.name}` : 'Status';
  }, [summary]);
}

/** @returns the time of the server as its newest answer told it, so that ages are told anew each time */
function useAskedAgain(reloads: readonly (() => Promise<void>)[]): number {
  const [, setAsked] = useState(0);
  const [first, second] = reloads;
  useEffect(() => {
    const ask = (): void => {
      if (document.hidden) return;
      setAsked((times) => times + 1);
      void first?.();
      void second?.();
    };
    const timer = setInterval(ask, askedEveryMs);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [first, second]);
  return serverNowMs();
}

function Whole({ summary: { status } }: { summary: PageSummary }) {
  const tone = impactTones[status.indicator];
  return (
    <p className={`status-whole status-whole-${tone}`} role="status">
      <ToneShape tone={tone} /> {status.description}
    </p>
  );
}

function Components({ components }: { components: readonly PageComponent[] }) {
  return (
    <section aria-label="Components">
      <ul className="status-components">
        {components.map(({ id, name, description, status }) => (
          <li key={id}>
            <span>
              <b>{name}</b>
              {description && <small className="muted">{description}</small>}
            </span>
            <Badge tone={componentWords[status].tone}>{componentWords[status].words}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Incidents({ incidents, nowMs }: { incidents: readonly PageIncident[]; nowMs: number }) {
  return (
    <section aria-label="Incidents">
      <h2>Incidents</h2>
      {incidents.length === 0 && <p className="status-none muted">No incident has been reported.</p>}
      {incidents.map((incident) => (
        <Incident key={incident.id} incident={incident} nowMs={nowMs} />
      ))}
    </section>
  );
}

function Incident({ incident, nowMs }: { incident: PageIncident; nowMs: number }) {
  const isOver = incident.status === 'resolved';
  return (
    <article className={`status-incident${isOver ? '' : ` status-incident-${impactTones[incident.impact]}`}`}>
      <h3>
        {incident.name} <Badge tone={isOver ? 'ok' : impactTones[incident.impact]}>{incidentWords[incident.status].words}</Badge>
      </h3>
      <p className="muted">
        {incident.components.length === 0 ? 'No component named' : incident.components.map(({ name }) => name).join(', ')} ·{' '}
        {dayOf(incident.started_at)}
      </p>
      <ol>
        {incident.incident_updates.map(({ id, status, body, display_at: at, affected_components: changed }) => (
          <li key={id}>
            <p className="status-update-head">
              <b>{incidentWords[status].words}</b>
              <time className="mono muted" dateTime={at}>
                {timeOfDay(at)} · {agoWords(at, nowMs)}
              </time>
            </p>
            <p className="status-body">{body}</p>
            {changed.length > 0 && (
              <p className="muted">
                {changed.map(({ name, new_status: to }) => `${name}: ${componentWords[to].words.toLowerCase()}`).join(' · ')}
              </p>
            )}
          </li>
        ))}
      </ol>
    </article>
  );
}
