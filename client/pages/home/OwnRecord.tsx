import { Link } from '@tanstack/react-router';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';
import { clock, count } from '../../format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { nearWords, outcomeWords } from './home-words.ts';

/** What this browser has played: profiles, never ranks. Nothing is shown before there is something. */
export function OwnRecord({ drills }: { drills: readonly OwnDrill[] }) {
  if (drills.length === 0) return null;
  return (
    <Panel title="My record" aside={<span className="muted">kept by this browser</span>}>
      <div className="home-record" role="region" aria-label="My record, drill by drill" tabIndex={0}>
        <table className="ev-table">
          <thead>
            <tr>
              <th>Drill</th>
              <th>Incident</th>
              <th>How it ended</th>
              <th>To mitigate</th>
              <th>Orders lost</th>
              <th>My diagnosis</th>
            </tr>
          </thead>
          <tbody>
            {drills.map(({ drillId, name, outcome, toMitigateMs, ordersLost, told }) => (
              <tr key={drillId}>
                <td>
                  <Link to="/drill/$drillId/debrief" params={{ drillId }} className="mono">
                    {drillId}
                  </Link>
                </td>
                <td>{told?.title ?? name}</td>
                <td>{outcomeWords(outcome)}</td>
                <td className="mono">{toMitigateMs === null ? '–' : clock(toMitigateMs)}</td>
                <td className="mono">{count(ordersLost)}</td>
                <td className="muted">{nearWords(told)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
