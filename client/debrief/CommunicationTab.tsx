import type { Audience } from '../../core/protocol/communication.ts';
import type { Debrief } from '../../core/protocol/debrief.ts';
import { clock } from '../format.ts';
import { Badge } from '../ui/Badge.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { ruleWords } from '../war-room/communication/rule-words.ts';
import '../evidence/EvidenceArea.css';

const audienceWords: Record<Audience, string> = { room: 'room', executives: 'executives', public: 'public' };

/** What was said, and where words and figures part ways. For the talk afterwards; it counts for nothing. */
export function CommunicationTab({ debrief }: { debrief: Debrief }) {
  const { said, findings } = debrief.communication;
  const startMs = debrief.liveAtMs ?? 0;
  const since = (atMs: number): string => clock(atMs - startMs);
  return (
    <div className="req-told">
      <Panel title="Words and figures" aside={<span className="muted">what was claimed, against what users felt; enters no score</span>}>
        {findings.length === 0 ? (
          <Empty
            title="Nothing that was said parts ways with what was measured."
            hint={said.length === 0 ? 'Nothing was said, either.' : ''}
          />
        ) : (
          <div className="debrief-wide">
            <table className="ev-table">
              <thead>
                <tr>
                  <th>When</th>
                  <th>To</th>
                  <th>What</th>
                  <th>Said</th>
                  <th>Measured</th>
                </tr>
              </thead>
              <tbody>
                {findings.map(({ rule, atMs, untilMs, audience, by, said: quote, measured }) => (
                  <tr key={`${rule}-${atMs}-${quote}`}>
                    <td className="mono">
                      {since(atMs)}
                      {untilMs === null ? '' : `–${since(untilMs)}`}
                    </td>
                    <td>{audienceWords[audience]}</td>
                    <td>
                      <Badge tone="warning">{ruleWords[rule]}</Badge>
                    </td>
                    <td>
                      {by && <b>{by}: </b>}
                      {quote}
                    </td>
                    <td>{measured}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      <Panel title="What was said" aside={<span className="muted">{firstWords(debrief)}</span>}>
        {said.length === 0 ? (
          <Empty title="No update, no summary, no note on the public page." />
        ) : (
          <div className="debrief-wide">
            <table className="ev-table">
              <thead>
                <tr>
                  <th>When</th>
                  <th>To</th>
                  <th>By</th>
                  <th>Words</th>
                </tr>
              </thead>
              <tbody>
                {said.map(({ event, atMs, audience, by, text, findings: found }) => (
                  <tr key={event}>
                    <td className="mono">{since(atMs)}</td>
                    <td>{audienceWords[audience]}</td>
                    <td>{by}</td>
                    <td className="debrief-said">
                      {text} {found > 0 && <Badge tone="warning">{found === 1 ? 'see above' : `${found}, see above`}</Badge>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </div>
  );
}

function firstWords({ communication, milestones }: Debrief): string {
  const { firstNoteMs } = communication;
  const { impact } = milestones;
  if (firstNoteMs === null) return 'nothing on the public page';
  return impact === undefined ? 'a note on the public page' : `first public note ${clock(firstNoteMs - impact)} after the impact`;
}
