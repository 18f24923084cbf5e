import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { ChartMarker } from './chart-words.ts';

/** What people did and what fired, for the time axis of every chart. */
export function markersOf(drill: DrillView | null): ChartMarker[] {
  if (!drill) return [];
  const alerts = drill.alerts.flatMap(({ alert, state, severity, sinceMs }): ChartMarker[] =>
    state === 'pending' || severity === 'info' ? [] : [{ atMs: sinceMs, kind: 'alert', label: `${severity} ${alert}` }],
  );
  const actions = drill.controls.map(
    ({ requestedAtMs, control, target, by }): ChartMarker => ({
      atMs: requestedAtMs,
      kind: 'action',
      label: `${control} ${target}, ${by}`,
    }),
  );
  const changes = drill.changes.map(
    ({ happenedAtMs, kind, target, summary }): ChartMarker => ({
      atMs: happenedAtMs,
      kind: 'change',
      label: `${kind} ${target}: ${summary}`,
    }),
  );
  return [...alerts, ...actions, ...changes].sort((a, b) => a.atMs - b.atMs);
}
