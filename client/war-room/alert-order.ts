import type { DrillView } from '../../core/protocol/drill-view.ts';

export type AlertView = DrillView['alerts'][number];

const severityRank: Record<AlertView['severity'], number> = { page: 0, ticket: 1, info: 2 };
/** What is pending calls nobody yet. */
const stateRank: Record<AlertView['state'], number> = { firing: 0, acknowledged: 0, pending: 1, silenced: 0, resolved: 0 };

/** Those that call, those that are kept from it, those that are over. */
function placeOf({ state }: AlertView): number {
  if (state === 'resolved') return 2;
  return state === 'silenced' ? 1 : 0;
}

/**
 * Pages before tickets before information; then what was silenced, and what is over at the end. Among equals the one that has waited longest: a
 * new one comes below it. One that is acknowledged stays where it is: would another one take its place, a second press of Ack would be on that.
 */
export function inOrder(alerts: readonly AlertView[]): AlertView[] {
  return alerts.toSorted(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      severityRank[a.severity] - severityRank[b.severity] ||
      stateRank[a.state] - stateRank[b.state] ||
      a.sinceMs - b.sinceMs,
  );
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
