import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock, percent } from '../format.ts';
import { select } from '../state/selection.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Empty } from '../ui/Panel.tsx';
import { budgetWidth } from './entry-words.ts';
import { MarkButton, useMarked } from './Mark.tsx';

const burnTone = (burn: number): Tone => (burn >= 14.4 ? 'critical' : burn >= 6 ? 'warning' : 'neutral');

/** What was promised to users, and what is left of the room for failure. */
export function SlosTab({ drill }: { drill: DrillView }) {
  if (drill.slos.length === 0) return <Empty title="Objectives appear when the drill begins." />;
  return (
    <>
      <table className="ev-table">
        <thead>
          <tr>
            <th>Objective</th>
            <th>Target</th>
            <th>Good</th>
            <th>Budget left in this drill</th>
            <th>Burn rate, 1 min</th>
          </tr>
        </thead>
        <tbody>
          {drill.slos.map(({ slo, displayName, objective, goodShare, budgetLeft, burnRate }) => (
            <tr key={slo}>
              <td>
                {displayName} <span className="mono muted">{slo}</span>
              </td>
              <td className="mono">{percent(objective, 1)}</td>
              <td className="mono">{percent(goodShare, 2)}</td>
              <td>
                <span className="ev-budget" aria-hidden>
                  <i style={{ width: `${budgetWidth(budgetLeft)}%` }} />
                </span>{' '}
                <span className="mono">{percent(budgetLeft, 0)}</span>
              </td>
              <td className="mono">
                {burnTone(burnRate) === 'neutral' ? (
                  `${burnRate.toFixed(1)}×`
                ) : (
                  <Badge tone={burnTone(burnRate)}>{burnRate.toFixed(1)}×</Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Alerts drill={drill} />
    </>
  );
}

/** Every alert of the drill, also those that are over: what links and the channel point at. */
function Alerts({ drill }: { drill: DrillView }) {
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
            <td>
              <MarkButton what={alert} onPress={() => select({ entry: { kind: 'alert', id: alertId, label: alert }, atMs: sinceMs })} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
