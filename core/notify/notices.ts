/** Who outside is told of an alert, and when: decided by what is open now against what they were told last. */
import type { DrillView } from '../protocol/drill-view.ts';

export interface OpenAlert {
  /** Unique over all drills; the outside deduplicates by it. */
  key: string;
  drillId: string;
  /** `browse-latency.page`, `consumer-lag/fulfilment`. */
  alert: string;
  severity: 'page' | 'ticket' | 'info';
  summary: string;
  /** Times the budget is spent faster than allowed; null for an alert on a cause. */
  burnRate: number | null;
  /** Unix milliseconds at which the outside is told first. */
  startsAtMs: number;
  acknowledgedBy: string | null;
}

export interface Notice {
  action: 'trigger' | 'acknowledge' | 'resolve';
  alert: OpenAlert;
  /** Unix milliseconds. */
  atMs: number;
}

export type OpenAlerts = ReadonlyMap<string, OpenAlert>;

/**
 * What has to be said, oldest first, and what is open afterwards. A silenced alert calls nobody; one that was open before its silence
 * stays open. Whatever was open is resolved when its drill has ended or another has begun.
 */
export function noticesFor(open: OpenAlerts, view: DrillView | null, wallMs: number): { notices: Notice[]; open: OpenAlerts } {
  const after = new Map<string, OpenAlert>();
  const notices: Notice[] = [];
  for (const { alert: found, isSilenced } of alertsOf(view)) {
    const known = open.get(found.key);
    if (!known && isSilenced) continue;
    const alert = { ...found, startsAtMs: known?.startsAtMs ?? wallMs };
    after.set(alert.key, alert);
    notices.push(...changesOf(known, alert).map((action) => ({ action, alert, atMs: wallMs })));
  }
  for (const [key, alert] of open) if (!after.has(key)) notices.push({ action: 'resolve', alert, atMs: wallMs });
  return { notices, open: after };
}

function changesOf(known: OpenAlert | undefined, alert: OpenAlert): Notice['action'][] {
  const isNew = known === undefined;
  const isAnswered = alert.acknowledgedBy !== null && (isNew || known.acknowledgedBy === null);
  return [...(isNew ? (['trigger'] as const) : []), ...(isAnswered ? (['acknowledge'] as const) : [])];
}

interface Found {
  isSilenced: boolean;
  alert: OpenAlert;
}

function alertsOf(view: DrillView | null): Found[] {
  if (view === null || (view.phase !== 'live' && view.phase !== 'paused')) return [];
  const standing = view.alerts.filter(({ state }) => state === 'firing' || state === 'acknowledged' || state === 'silenced');
  return standing.map(({ alertId, alert, severity, state, summary, burnRate, acknowledgedBy }) => {
    const key = `${view.drillId}/${alertId}`;
    return {
      isSilenced: state === 'silenced',
      alert: { key, drillId: view.drillId, alert, severity, summary, burnRate, startsAtMs: 0, acknowledgedBy },
    };
  });
}
