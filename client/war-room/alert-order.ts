import type { DrillView } from '../../core/protocol/drill-view.ts';

export type AlertView = DrillView['alerts'][number];

const stateRank: Record<AlertView['state'], number> = { firing: 0, acknowledged: 1, pending: 2, silenced: 3, resolved: 4 };
const severityRank: Record<AlertView['severity'], number> = { page: 0, ticket: 1, info: 2 };

/**
 * What wants a person first: pages before tickets before information, firing before acknowledged; then what was silenced, and what is over at the
 * end. Among equals the one that has waited longest: a new one comes below it and pushes nothing from under a hand.
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

/** Those that call, those that are kept from it, those that are over. */
function placeOf({ state }: AlertView): number {
  if (state === 'resolved') return 2;
  return state === 'silenced' ? 1 : 0;
}

export function unacknowledgedPages(alerts: readonly AlertView[]): AlertView[] {
  return inOrder(alerts).filter(({ state, severity }) => state === 'firing' && severity === 'page');
}

/** Where its severity stands beside it already. */
export function nameOf({ alert, severity }: Pick<AlertView, 'alert' | 'severity'>): string {
  return alert.endsWith(`.${severity}`) ? alert.slice(0, -severity.length - 1) : alert;
}
