import { useState } from 'react';
import { useSelection } from '../state/selection.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Notice } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { type Action, defaultsOf, problemOf, targetOf, type Values } from './action-form.ts';
import { useWhyNot } from './may-act.ts';
import { useEquivalent } from './use-equivalent.ts';
import { noteUse } from './used-actions.ts';

/** One real control: target, values, how long it takes, what it costs, and how one would type it. */
export function ActionDialog({ action, onClose }: { action: Action; onClose: () => void }) {
  const [target, setTarget] = useState(() => targetOf(action, useSelection.getState().component));
  const [values, setValues] = useState<Values>(() => defaultsOf(action));
  const { act, pending } = useAct();
  const whyNot = useWhyNot('respond');
  const problem = problemOf(action, values);
  const typed = useEquivalent(action, target, values);
  const run = async (): Promise<void> => {
    const sent = await act({ type: 'runControl', control: action.control, target, parameters: values });
    if (!sent.ok) return;
    noteUse(action.control);
    onClose();
  };
  const seconds = Math.round(action.durationMs / 1000);
  return (
    <Dialog
      title={action.title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isPending={pending} isDisabled={problem !== null || whyNot !== null} onPress={() => void run()}>
            {`${action.title}: ${target}`}
          </Button>
        </>
      }
    >
      <Select label="Target" items={action.targets.map((id) => ({ id, label: id }))} value={target} onChange={setTarget} />
      {action.parameters.map(({ name, type, unit, min, max, choices }) =>
        type === 'choice' ? (
          <Select
            key={name}
            label={name}
            items={choices.map((id) => ({ id, label: id }))}
            value={String(values[name])}
            onChange={(value) => setValues({ ...values, [name]: value })}
          />
        ) : (
          <NumberField
            key={name}
            label={`${name}${min === null && max === null ? '' : ` (${min ?? '…'} to ${max ?? '…'})`}`}
            value={Number(values[name])}
            onChange={(value) => setValues({ ...values, [name]: value })}
            unit={unit}
            step={max !== null && max <= 1 ? 0.01 : 1}
            {...(min === null ? {} : { min })}
            {...(max === null ? {} : { max })}
          />
        ),
      )}
      {problem && <Notice tone="warning">{problem}</Notice>}
      {whyNot && <Notice tone="info">{whyNot}</Notice>}
      <dl className="war-action-facts">
        <dt>Takes</dt>
        <dd>{seconds === 0 ? 'effect at once, plus the work itself' : `${seconds} s until it starts, plus the work itself`}</dd>
        <dt>Costs</dt>
        <dd>{action.sideEffect}</dd>
        <dt>You would type</dt>
        <dd className="war-typed">
          <code>{typed}</code> <CopyButton text={typed} />
        </dd>
      </dl>
    </Dialog>
  );
}
