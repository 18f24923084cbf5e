import type { TruthView } from '../../core/protocol/debrief.ts';
import type { DiagnosisView } from '../../core/protocol/debrief-reasoning.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { timeWords } from '../evidence/entry-words.ts';
import { Badge } from '../ui/Badge.tsx';
import { Panel } from '../ui/Panel.tsx';
import { EvidenceLinks, type InRecord } from './EvidenceLinks.tsx';
import { Hypotheses } from './Hypotheses.tsx';
import { ProofViews } from './ProofViews.tsx';
import { SpreadPanel } from './SpreadPanel.tsx';
import { calibrationWords, edgeLines } from './spread-overlay.ts';
import { hopsWords, trialWords } from './words.ts';

interface DiagnosisTabProps extends InRecord {
  stack: StackView | null;
  mine: string | null;
}

/** Ours beside the truth, on one map, with the views that prove it. */
export function DiagnosisTab({ debrief, stack, mine, markers, onMove }: DiagnosisTabProps) {
  const { truth, diagnoses } = debrief;
  const ordered = diagnoses.toSorted((a, b) => Number(b.playerId === mine) - Number(a.playerId === mine));
  const hintsCost = debrief.hints.reduce((sum, { costPercent }) => sum + costPercent, 0);
  return (
    <div className="debrief-diagnosis">
      <div className="debrief-beside">
        <div className="debrief-ours">
          {ordered.length === 0 && (
            <Panel title="Diagnosis">
              <p className="muted">Nobody wrote a diagnosis.</p>
            </Panel>
          )}
          {ordered.map((diagnosis) => (
            <Said
              key={diagnosis.playerId}
              record={{ debrief, markers, onMove }}
              diagnosis={diagnosis}
              isMine={diagnosis.playerId === mine}
            />
          ))}
        </div>
        <Truth truth={truth} />
      </div>
      {stack && <SpreadPanel debrief={debrief} stack={stack} />}
      <Panel title="What proves it">
        <ProofViews debrief={debrief} markers={markers} />
      </Panel>
      <Panel title="Whether it was over">
        <p>{debrief.oracle.words}</p>
        <Listed title="What was tried before a resolve held" items={trialWords(debrief)} />
        <Listed
          title="What stood against a resolve, besides how users fared"
          items={debrief.falseResolveReasons.flatMap(({ reasons }) => reasons)}
        />
      </Panel>
      {debrief.hints.length > 0 && (
        <Panel title="Hints taken">
          <Listed
            title={`In all ${hintsCost} % of the diagnosis`}
            items={debrief.hints.map(({ by, costPercent, text }) => `${text} (${costPercent} %, ${by})`)}
          />
        </Panel>
      )}
      <Hypotheses debrief={debrief} markers={markers} onMove={onMove} />
    </div>
  );
}

interface SaidProps {
  record: InRecord;
  diagnosis: DiagnosisView;
  isMine: boolean;
}

function Said({ record, diagnosis, isMine }: SaidProps) {
  const { truth, spread, hypotheses, liveAtMs } = record.debrief;
  const { by, component, mechanism, conditions, trigger, why, hops, isLive, atMs, hypothesisIds, evidence } = diagnosis;
  const cited = hypotheses.filter(({ hypothesisId }) => hypothesisIds.includes(hypothesisId));
  return (
    <Panel
      title={isMine ? 'Your diagnosis' : `Diagnosis of ${by}`}
      aside={<Badge tone={hops === 0 ? 'ok' : 'info'}>{hopsWords(diagnosis, truth.component)}</Badge>}
    >
      <Facts
        rows={[
          ['Component', component === 'none' ? 'nothing was wrong' : component],
          ['Mechanism', mechanism],
          ...(trigger === '' ? [] : [['Trigger', trigger] as const]),
          ['Why', why || '–'],
          ['How sure', calibrationWords(diagnosis)],
          ['Said', isLive ? `at ${timeWords(atMs - (liveAtMs ?? 0))}, while it was open` : 'after the end'],
        ]}
      />
      <Listed title="Conditions" items={conditions} />
      <Listed title="How it spread, as drawn" items={edgeLines(diagnosis, spread)} />
      <Listed title="What spoke for it: hypotheses" items={cited.map(({ text, state }) => `${text} (${state})`)} />
      {evidence.length > 0 && <h3 className="debrief-cited">What spoke for it: evidence</h3>}
      <EvidenceLinks {...record} evidence={evidence} />
    </Panel>
  );
}

function Truth({ truth }: { truth: TruthView }) {
  const nothing = truth.component === 'none';
  return (
    <Panel title="The truth">
      <Facts
        rows={[
          ['Component', nothing ? 'nothing was wrong' : truth.component],
          ['Mechanism', nothing ? '–' : truth.mechanism],
          ['Reason', truth.why],
          ['Owner', truth.owner],
          ['Detection', truth.detectionGap],
        ]}
      />
      <Listed title="Conditions" items={truth.conditions} />
      <Listed title="How it spread" items={truth.propagation.map(({ to, effect }, index) => `${index + 1}. ${to}: ${effect}`)} />
      <Listed title="What looked like it and was not" items={truth.decoys} />
      <Listed title="Takes it at the source" items={truth.accepted} />
      <Listed title="Eases it" items={truth.partial} />
      <Listed title="Costs users something" items={truth.harmful} />
      <Listed title="Not allowed in this house" items={truth.forbidden} />
    </Panel>
  );
}

function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="debrief-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Listed({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div className="debrief-listed">
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
