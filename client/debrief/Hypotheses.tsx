import type { Debrief } from '../../core/protocol/debrief.ts';
import { wordsOfCategory } from '../../core/protocol/hypotheses.ts';
import { timeWords } from '../evidence/entry-words.ts';
import { Badge } from '../ui/Badge.tsx';
import { Panel } from '../ui/Panel.tsx';
import { EvidenceLinks, type InRecord } from './EvidenceLinks.tsx';

/** What the pod suspected, and what it saw that made it think so: every piece opens what was recorded of it. */
export function Hypotheses(record: InRecord) {
  const { debrief } = record;
  const startMs = debrief.liveAtMs ?? 0;
  if (debrief.hypotheses.length === 0) return null;
  return (
    <Panel title="Hypotheses of the pod">
      <ul className="debrief-hypotheses">
        {debrief.hypotheses.map(({ hypothesisId, atMs, text, by, state, component, evidence, category, explains }) => (
          <li key={hypothesisId}>
            <Badge tone={state === 'supported' ? 'info' : state === 'refuted' ? 'neutral' : 'unknown'}>{state}</Badge>
            <div className="debrief-hypothesis">
              <p>
                {text} {component && <span className="mono muted">{component}</span>}{' '}
                {category && <span className="muted">· {wordsOfCategory[category]}</span>}
              </p>
              {explains !== null && <p className="muted">answers “why?” of: {textOf(debrief, explains)}</p>}
              {evidence.length === 0 && <p className="muted">Nothing was linked to it.</p>}
              <EvidenceLinks {...record} evidence={evidence} />
            </div>
            <span className="muted">
              {by}, <span className="mono">{timeWords(atMs - startMs)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function textOf({ hypotheses }: Debrief, id: string): string {
  return hypotheses.find(({ hypothesisId }) => hypothesisId === id)?.text ?? id;
}
