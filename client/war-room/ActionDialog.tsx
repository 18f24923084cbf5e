import { useState } from 'react';
import type { Evidence } from '../../core/protocol/evidence.ts';
import { useSelection } from '../state/selection.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { type Action, atTarget, defaultsOf, type FormProblem, problemOf, targetOf, type Values } from './action-form.ts';
import { Confirm } from './Confirm.tsx';
import { useWhyNot } from './may-act.ts';
import { Outcome } from './Outcome.tsx';
import { ParameterField } from './ParameterField.tsx';
import { ShownEvidence, useShownEvidence } from './paging/ShownEvidence.tsx';
import { reachOf } from './reach.ts';
import { type Prepared, usePreview } from './use-preview.ts';
import { noteUse } from './used-actions.ts';
import './ActionDialog.css';

interface ActionDialogProps {
  action: Action;
  /** Chosen already where the form was opened from. */
  given?: Values | undefined;
  target?: string | undefined;
  evidence?: readonly Evidence[] | undefined;
  onClose: () => void;
}

/** One real control: target, values, what it does and whom it reaches, what it costs, how one would type it, and what has to be said twice. */
export function ActionDialog({ action, given, target: wanted, evidence, onClose }: ActionDialogProps) {
  const [target, setTarget] = useState(() => targetOf(action, wanted ?? useSelection.getState().component));
  const [values, setValues] = useState<Values>(() => ({ ...defaultsOf(action), ...given }));
  // Of one sentence: what was typed for another one confirms nothing.
  const [confirmed, setConfirmed] = useState({ sentence: '', typed: '' });
  const shown = useShownEvidence(evidence);
  const reach = useReach(target);
  const { act, pending } = useAct();
  const whyNot = useWhyNot('respond', { type: 'runControl', control: action.control });
  const problem = problemOf(action, values);
  const prepared = usePreview(action, target, values);
  const { broad, effect } = prepared;
  const typed = confirmed.sentence === broad ? confirmed.typed : '';
  const isConfirmed = broad === null || typed.trim() === target;
  const isReady = problem === null && whyNot === null && isConfirmed && isClear(prepared);
  const run = async (): Promise<void> => {
    const confirm = broad === null ? {} : { confirm: target };
    const cited = action.takesEvidence && shown.chosen.length > 0 ? { evidence: shown.chosen } : {};
    const sent = await act({ type: 'runControl', control: action.control, target, parameters: values, ...confirm, ...cited });
    if (!sent.ok) return;
    noteUse(action.control);
    onClose();
  };
  return (
    <Dialog
      title={action.title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size={action.parameters.some(({ type }) => type === 'live') ? 'lg' : 'md'}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isPending={pending} isDisabled={!isReady} onPress={() => void run()}>
            {`${action.title}: ${target}`}
          </Button>
        </>
      }
    >
      <Select
        label="Target"
        items={action.targets.map((id) => ({ id, label: id }))}
        value={target}
        onChange={(next) => {
          setTarget(next);
          setValues(atTarget(action, values));
        }}
      />
      {action.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          control={action.control}
          target={target}
          value={values[parameter.name] ?? ''}
          onChange={(value) => setValues({ ...values, [parameter.name]: value })}
        />
      ))}
      {action.takesEvidence && <ShownEvidence {...shown} />}
      <Hindrance problem={problem} preview={prepared.problem} whyNot={whyNot} />
      <Facts action={action} prepared={prepared} reach={reach} />
      {broad !== null && (
        <Confirm
          {...{ sentence: broad, target, effect, reach, typed }}
          onChange={(next) => setConfirmed({ sentence: broad, typed: next })}
          onEnter={() => isReady && !pending && void run()}
        />
      )}
    </Dialog>
  );
}

function isClear({ problem, isPending }: Prepared): boolean {
  return problem === null && !isPending;
}

function useReach(target: string): string | null {
  const stack = useStack();
  const slots = useHouse(({ frames }) => frames.at(-1)?.frame.slots);
  return reachOf(target, stack, Object.keys(slots ?? {}));
}

/** Why it cannot be sent as it stands. What the form knows itself is not said twice. */
function Hindrance({ problem, preview, whyNot }: { problem: FormProblem | null; preview: string | null; whyNot: string | null }) {
  return (
    <>
      {problem && <Notice tone={problem.isOpen ? 'info' : 'warning'}>{problem.words}</Notice>}
      {!problem && preview && <Notice tone="warning">{asSentence(preview)}</Notice>}
      {whyNot && <Notice tone="info">{whyNot}</Notice>}
    </>
  );
}

/** The server's words stand behind others elsewhere: `the group is not paused`. */
function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** What the server has to say first stands last: it comes later, and pushes nothing away. Said beside the confirmation, it is not said twice. */
function Facts({ action, prepared, reach }: { action: Action; prepared: Prepared; reach: string | null }) {
  const { durationMs, warmUp, sideEffect } = action;
  const { equivalent, effect, broad, isPending } = prepared;
  const seconds = Math.round(durationMs / 1000);
  return (
    <dl className="war-action-facts">
      <dt>Takes</dt>
      <dd>{seconds === 0 ? 'effect at once, plus the work itself' : `${seconds} s until it starts, plus the work itself`}</dd>
      <dt>Warm-up</dt>
      <dd>{warmUp}</dd>
      <dt>Costs</dt>
      <dd>{sideEffect}</dd>
      <dt>You would type</dt>
      <dd className="war-typed">
        <code>{equivalent}</code> <CopyButton text={equivalent} />
      </dd>
      {broad === null && !isPending && <Outcome effect={effect} reach={reach} />}
    </dl>
  );
}
