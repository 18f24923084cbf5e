import type { DrillView } from '../../core/protocol/drill-view.ts';

export type AlertView = DrillView['alerts'][number];

const severityRank: Record<AlertView['severity'], number> = { page: 0, ticket: 1, info: 2 };
/** What ended stays in its place until nothing has ended for so long. */
const settleMs = 60_000;

/** Those that call, or did; then those that are kept from it. */
const placeOf = ({ state, silence }: AlertView): number => (state === 'silenced' || silence !== null ? 1 : 0);
/** What is pending calls nobody yet. */
const hasCalled = ({ firedAtMs }: AlertView): number => (firedAtMs === null ? 1 : 0);

/**
 * Pages before tickets before information; then what was silenced. Among equals the one that has waited longest: a new one comes below it. One
 * that is acknowledged, or over, stays where it is: would another one take its place, a second press of Ack would be on that.
 */
export function inOrder(alerts: readonly AlertView[]): AlertView[] {
  return alerts.toSorted(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      severityRank[a.severity] - severityRank[b.severity] ||
      hasCalled(a) - hasCalled(b) ||
      a.sinceMs - b.sinceMs,
  );
}

/**
 * What the list of alerts shows, and what is folded away below it. What ends does so in its place, and the list closes up once: when nothing has
 * ended for a minute. Of an alert that comes and goes only the newest stays.
 */
export function unfolded(alerts: readonly AlertView[], nowMs: number): { shown: AlertView[]; over: AlertView[] } {
  const shown = alerts.filter(({ state }) => state !== 'resolved');
  const over: AlertView[] = [];
  let nextMs = nowMs;
  for (const { alert, endedMs } of lastEndedFirst(alerts)) {
    const isFresh = nextMs - endedMs < settleMs;
    nextMs = isFresh ? endedMs : Number.POSITIVE_INFINITY;
    const isNewest = shown.every((other) => other.alert !== alert.alert);
    (isFresh && isNewest ? shown : over).push(alert);
  }
  return { shown: inOrder(shown), over: inOrder(over) };
}

function lastEndedFirst(alerts: readonly AlertView[]): { alert: AlertView; endedMs: number }[] {
  return alerts
    .flatMap((alert) => (alert.resolvedAtMs === null ? [] : { alert, endedMs: alert.resolvedAtMs }))
    .sort((a, b) => b.endedMs - a.endedMs);
}

/** The same where there is room for a few only and nothing can be pressed: what nobody has taken yet comes before what somebody has. */
export function untakenFirst(alerts: readonly AlertView[]): AlertView[] {
  const isTaken = ({ state }: AlertView): number => (state === 'acknowledged' ? 1 : 0);
  return inOrder(alerts).toSorted(
    (a, b) => placeOf(a) - placeOf(b) || severityRank[a.severity] - severityRank[b.severity] || isTaken(a) - isTaken(b),
  );
}

export function unacknowledgedPages(alerts: readonly AlertView[]): AlertView[] {
  return inOrder(alerts).filter(({ state, severity }) => state === 'firing' && severity === 'page');
}

/** Where its severity stands beside it already. */
export function nameOf({ alert, severity }: Pick<AlertView, 'alert' | 'severity'>): string {
  return alert.endsWith(`.${severity}`) ? alert.slice(0, -severity.length - 1) : alert;
}
