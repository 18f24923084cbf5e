import type { Debrief } from '../../core/protocol/debrief.ts';
import { clock, percent } from '../format.ts';
import { RequestsDebrief } from '../requests/RequestsDebrief.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { EvidenceLinks, type InRecord } from './EvidenceLinks.tsx';
import { TasksTold } from './TasksTold.tsx';
import { verdictText } from './words.ts';
import '../evidence/EvidenceArea.css';

/** What the pod did to the system, what users felt of it, and what an owner who was paged had been shown. */
export function ActionsTab(record: InRecord) {
  const { debrief } = record;
  return (
    <div className="req-told">
      <RequestsDebrief debrief={debrief} />
      <Panel title="Actions and their effect" aside={<span className="muted">share of bad events in the 30 s before and after</span>}>
        {debrief.controls.length === 0 ? (
          <Empty title="Nothing was changed in the system." />
        ) : (
          <table className="ev-table">
            <thead>
              <tr>
                <th>Landed</th>
                <th>Action</th>
                <th>By</th>
                <th>It</th>
                <th>Before</th>
                <th>After</th>
                <th>In the trade</th>
              </tr>
            </thead>
            <tbody>
              {debrief.controls.map((use) => (
                <Act key={use.controlId} use={use} record={record} />
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <TasksTold debrief={debrief} />
    </div>
  );
}

function Act({ use, record }: { use: Debrief['controls'][number]; record: InRecord }) {
  const { atMs, control, target, by, verdict, badShareBefore, badShareAfter, equivalent, evidence } = use;
  const { words, tone } = verdictText(verdict);
  return (
    <tr>
      <td className="mono">{clock(atMs - (record.debrief.liveAtMs ?? 0))}</td>
      <td>
        <span className="mono">
          {control} {target}
        </span>
        <EvidenceLinks {...record} evidence={evidence} />
      </td>
      <td>{by}</td>
      <td>
        <Badge tone={tone}>{words}</Badge>
      </td>
      <td className="mono">{percent(badShareBefore)}</td>
      <td className="mono">{percent(badShareAfter)}</td>
      <td>
        <code>{equivalent}</code>
      </td>
    </tr>
  );
}

/** For the talk afterwards: questions that ask how, and what the facilitator noted. */
export function ReviewTab({ debrief }: { debrief: Debrief }) {
  const startMs = debrief.liveAtMs ?? 0;
  return (
    <div className="debrief-review">
      <ul className="debrief-cards">
        {debrief.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <Panel title="Notes of the facilitator">
        {debrief.facilitatorNotes.length === 0 && <Empty title="No note was written." />}
        <ul className="debrief-notes">
          {debrief.facilitatorNotes.map(({ atMs, text }) => (
            <li key={`${atMs}-${text}`}>
              <span className="mono muted">{clock(atMs - startMs)}</span> {text}
            </li>
          ))}
        </ul>
      </Panel>
      <p className="muted">
        Inspired by{' '}
        <a href={debrief.inspiredBy} rel="noopener noreferrer" target="_blank">
          {debrief.inspiredBy}
        </a>
      </p>
    </div>
  );
}
