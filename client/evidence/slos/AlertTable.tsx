import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { clock } from '../../format.ts';
import { select } from '../../state/selection.ts';
import { Button } from '../../ui/Button.tsx';
import { MarkButton, useMarked } from '../Mark.tsx';
import { runbookOf } from './slo-words.ts';

/** Every alert of the drill, also those that are over: what links and the channel point at. */
export function AlertTable({ drill }: { drill: DrillView }) {
  const marked = useMarked('alert');
  if (drill.alerts.length === 0) return null;
  return (
    <table className="ev-table ev-second-table">
      <thead>
        <tr>
          <th>Since</th>
          <th>Alert</th>
          <th>State</th>
          <th>Says</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {drill.alerts.toReversed().map(({ alertId, alert, severity, state, summary, sinceMs, acknowledgedBy }) => (
          <tr key={alertId} {...marked(alertId)}>
            <td className="mono muted">{clock(sinceMs)}</td>
            <td className="mono">{alert}</td>
            <td>
              {severity}, {state}
              {acknowledgedBy ? ` by ${acknowledgedBy}` : ''}
            </td>
            <td>{summary}</td>
            <td className="ev-nowrap">
              <Button size="sm" variant="quiet" aria-label={`Runbook of ${alert}`} onPress={() => select({ runbook: runbookOf(alert) })}>
                runbook
              </Button>
              <MarkButton what={alert} onPress={() => select({ entry: { kind: 'alert', id: alertId, label: alert }, atMs: sinceMs })} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
