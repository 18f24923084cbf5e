import type { Debrief } from '../../core/protocol/debrief.ts';
import { clock, percent } from '../format.ts';
import { Badge } from '../ui/Badge.tsx';
import { Panel } from '../ui/Panel.tsx';
import { answerOf, gradeTone, rightOf } from './request-words.ts';
import './Requests.css';

/** What was asked for, how it was answered, what would have been right, and what users felt of it. Not there when nobody asked. */
export function RequestsDebrief({ debrief }: { debrief: Debrief }) {
  if (debrief.requests.length === 0) return null;
  const startMs = debrief.liveAtMs ?? 0;
  return (
    <Panel title="Change requests" aside={<span className="muted">share of bad events in the 30 s before and after</span>}>
      <table className="ev-table">
        <thead>
          <tr>
            <th>Came</th>
            <th>Request</th>
            <th>Answer</th>
            <th>Right</th>
            <th>Deployed</th>
            <th>Before</th>
            <th>After</th>
          </tr>
        </thead>
        <tbody>
          {debrief.requests.map((request) => (
            <tr key={request.requestId}>
              <td className="mono">{clock(request.atMs - startMs)}</td>
              <td>
                <b>{request.title}</b>
                <br />
                <span className="mono">{request.shipsWords}</span>
              </td>
              <td>{answerOf(request)}</td>
              <td>
                <Badge tone={gradeTone(request.grade)}>{rightOf(request)}</Badge>
                <p>{request.because}</p>
              </td>
              <td className="mono">{request.shippedAtMs === null ? 'never' : clock(request.shippedAtMs - startMs)}</td>
              <td className="mono">{percent(request.badShareBefore)}</td>
              <td className="mono">{percent(request.badShareAfter)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {debrief.exceptions.map(({ atMs, by, reason }) => (
        <p key={`${atMs}-${reason}`}>
          <span className="mono muted">{clock(atMs - startMs)}</span> Exception by {by}: {reason}
        </p>
      ))}
    </Panel>
  );
}
