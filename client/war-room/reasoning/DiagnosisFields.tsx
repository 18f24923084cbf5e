import type { HypothesisView } from '../../../core/protocol/hypotheses.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { shapeOf } from './chain.ts';
import { componentItems, confidenceItems, type DiagnosisForm, lineBreak, nothingWrong, unsaid } from './diagnosis-draft.ts';
import { SpreadMap } from './SpreadMap.tsx';
import './Diagnosis.css';

interface DiagnosisFieldsProps {
  form: DiagnosisForm;
  stack: StackView;
  hypotheses: readonly HypothesisView[];
}

/** What it was, what set it off, what kept it going, how it spread, and how sure one is: the same live and afterwards. */
export function DiagnosisFields({ form: { draft, change }, stack, hypotheses }: DiagnosisFieldsProps) {
  const isWrong = draft.component !== nothingWrong;
  return (
    <div className={`war-diagnosis${isWrong ? '' : ' war-diagnosis-none'}`}>
      <div className="war-diagnosis-words">
        <Select
          label="Component"
          items={componentItems(stack)}
          value={draft.component || null}
          onChange={(component) => change({ component })}
          placeholder="Where did it begin?"
        />
        {isWrong && <Causes form={{ draft, change }} />}
        <TextField
          label="Why you think so, in short"
          value={draft.why}
          onChange={(why) => change({ why })}
          multiline
          rows={2}
          maxLength={1000}
        />
        <Select
          label="How likely is it that this is right?"
          items={confidenceItems}
          value={draft.confidence || unsaid}
          onChange={(id) => change({ confidence: id === unsaid ? '' : id })}
        />
        <p className="muted">How sure you are earns and costs nothing; the debrief sets it beside what was right.</p>
        <Cited hypotheses={hypotheses} cited={draft.cited} onChange={(cited) => change({ cited })} />
      </div>
      {isWrong && <SpreadMap stack={stack} drawn={draft.drawn} onChange={(drawn) => change({ drawn })} />}
    </div>
  );
}

function Causes({ form: { draft, change } }: { form: Pick<DiagnosisForm, 'draft' | 'change'> }) {
  const conditions = draft.conditions.split(lineBreak);
  return (
    <>
      <TextField
        label="Mechanism: what went wrong there"
        value={draft.mechanism}
        onChange={(mechanism) => change({ mechanism })}
        maxLength={300}
        placeholder="e.g. took no new connections"
      />
      <TextField
        label="Trigger: what set it off"
        value={draft.trigger}
        onChange={(trigger) => change({ trigger })}
        maxLength={300}
        placeholder="e.g. the release of this noon"
      />
      {conditions.map((condition, index) => (
        <TextField
          // A condition is known by its place in the list only.
          key={index}
          label={index === 0 ? 'Conditions: what kept it going, and let it reach users' : `Condition ${index + 1}`}
          isHiddenLabel={index > 0}
          value={condition}
          onChange={(text) => change({ conditions: conditions.map((known, place) => (place === index ? text : known)).join(lineBreak) })}
          maxLength={300}
        />
      ))}
      <div>
        <Button
          size="sm"
          variant="quiet"
          isDisabled={conditions.length >= 8}
          onPress={() => change({ conditions: draft.conditions + lineBreak })}
        >
          + another condition
        </Button>
      </div>
    </>
  );
}

/** Hypotheses of the board, each with its evidence behind it. */
function Cited({
  hypotheses,
  cited,
  onChange,
}: {
  hypotheses: readonly HypothesisView[];
  cited: Record<string, boolean>;
  onChange: (cited: Record<string, boolean>) => void;
}) {
  if (hypotheses.length === 0) return null;
  return (
    <fieldset className="war-cited">
      <legend className="ui-label">What speaks for it: hypotheses, with the evidence linked to them</legend>
      {hypotheses.map((hypothesis) => {
        const { hypothesisId, text, state, evidence } = hypothesis;
        return (
          <label key={hypothesisId} className="war-check">
            <input
              type="checkbox"
              checked={cited[hypothesisId] ?? false}
              onChange={(event) => onChange({ ...cited, [hypothesisId]: event.target.checked })}
            />
            <span>
              <span aria-hidden>{shapeOf(hypothesis)}</span> {text}{' '}
              <small className="muted">
                {state}, {evidence.length === 1 ? '1 link' : `${evidence.length} links`}
              </small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
