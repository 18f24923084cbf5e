import type { IncidentStatus } from '../state.ts';

const rising: readonly IncidentStatus[] = ['quiet', 'paged', 'acknowledged', 'declared'];

/** Early steps only move the status forward: a page that comes after the declaration does not take it back. */
export function atLeast(status: IncidentStatus, step: IncidentStatus): IncidentStatus {
  const now = rising.indexOf(status);
  return now >= 0 && now < rising.indexOf(step) ? step : status;
}
