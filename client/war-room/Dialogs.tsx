import { useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { useGameNow } from '../state/game-clock.ts';
import { evidenceOf, useSelection } from '../state/selection.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Kbd, Notice } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { openDialog, useDialog } from './dialogs.ts';
import { keyHelp } from './keys.ts';
import { Palette } from './Palette.tsx';
import { severities } from './stepper.ts';

const close = (): void => openDialog(null);

/** The dialog that is open; what was typed stays until it was taken. */
export function Dialogs({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  const dialog = useDialog((state) => state.dialog);
  switch (dialog?.kind) {
    case 'declare':
      return <DeclareDialog />;
    case 'update':
      return <UpdateDialog />;
    case 'resolve':
      return <ResolveDialog />;
    case 'hypothesis':
      return <HypothesisDialog stack={stack} />;
    case 'help':
      return <HelpDialog />;
    case 'palette':
      return <Palette drill={drill} stack={stack} />;
    case 'action':
      return <ActionDialog key={dialog.action.control} action={dialog.action} onClose={close} />;
    default:
      return null;
  }
}

interface FormProps {
  title: string;
  submit: string;
  isReady: boolean;
  isPending: boolean;
  onSubmit: () => void;
  children: React.ReactNode;
}

function FormDialog({ title, submit, isReady, isPending, onSubmit, children }: FormProps) {
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(open) => !open && close()}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" isPending={isPending} isDisabled={!isReady} onPress={onSubmit}>
            {submit}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}

function DeclareDialog() {
  const [severity, setSeverity] = useState('2');
  const [title, setTitle] = useState('');
  const { act, pending } = useAct();
  const declare = async (): Promise<void> => {
    const sent = await act({ type: 'declare', severity: Number(severity) as 1 | 2 | 3 | 4, title: title.trim() });
    if (sent.ok) close();
  };
  return (
    <FormDialog
      title="Declare the incident"
      submit="Declare"
      isReady={title.trim() !== ''}
      isPending={pending}
      onSubmit={() => void declare()}
    >
      <Select label="Severity" items={severities} value={severity} onChange={setSeverity} />
      <p className="muted">{severities.find(({ id }) => id === severity)?.hint} It is a guess; it can be declared anew.</p>
      <TextField
        label="What users feel"
        value={title}
        onChange={setTitle}
        maxLength={200}
        autoFocus
        placeholder="Checkout fails for some customers"
      />
    </FormDialog>
  );
}

function UpdateDialog() {
  const [impact, setImpact] = useState('');
  const [action, setAction] = useState('');
  const [minutes, setMinutes] = useState(5);
  const { act, pending } = useAct();
  const post = async (): Promise<void> => {
    const sent = await act({ type: 'postUpdate', impact: impact.trim(), action: action.trim(), nextUpdateMinutes: minutes });
    if (sent.ok) close();
  };
  return (
    <FormDialog
      title="Status update"
      submit="Post the update"
      isReady={impact.trim() !== '' && action.trim() !== ''}
      isPending={pending}
      onSubmit={() => void post()}
    >
      <TextField label="Impact: what users feel" value={impact} onChange={setImpact} multiline rows={2} maxLength={1000} autoFocus />
      <TextField label="Action: what is being done about it" value={action} onChange={setAction} multiline rows={2} maxLength={1000} />
      <NumberField label="Next update in" value={minutes} onChange={setMinutes} min={1} max={240} unit="minutes" />
      <p className="muted">A promise: the clock in the header counts down to it.</p>
    </FormDialog>
  );
}

function ResolveDialog() {
  const [summary, setSummary] = useState('');
  const { act, pending } = useAct();
  const resolve = async (): Promise<void> => {
    const sent = await act({ type: 'resolve', summary: summary.trim() });
    if (sent.ok) close();
  };
  return (
    <FormDialog
      title="Resolve the incident"
      submit="Resolve"
      isReady={summary.trim() !== ''}
      isPending={pending}
      onSubmit={() => void resolve()}
    >
      <TextField
        label="Summary: what was wrong, what was done"
        value={summary}
        onChange={setSummary}
        multiline
        rows={4}
        maxLength={2000}
        autoFocus
      />
      <Notice tone="info">
        The shop is watched for a minute after this. If users are not well in that time, the incident is reopened and the page comes back.
      </Notice>
    </FormDialog>
  );
}

const unknownComponent = 'unknown';

function HypothesisDialog({ stack }: { stack: StackView | null }) {
  const selection = useSelection();
  const nowMs = useGameNow();
  const [text, setText] = useState('');
  const [component, setComponent] = useState(selection.component ?? unknownComponent);
  const [seen] = useState(() => evidenceOf(selection, nowMs));
  const [isLinked, setLinked] = useState(true);
  const { act, pending } = useAct();
  const propose = async (): Promise<void> => {
    const sent = await act({
      type: 'proposeHypothesis',
      text: text.trim(),
      component: component === unknownComponent ? null : component,
      evidence: isLinked ? [seen] : [],
    });
    if (sent.ok) close();
  };
  return (
    <FormDialog title="Hypothesis" submit="Add it" isReady={text.trim() !== ''} isPending={pending} onSubmit={() => void propose()}>
      <TextField label="We suspect that …" value={text} onChange={setText} multiline rows={2} maxLength={400} autoFocus />
      <Select label="Suspected component" items={componentItems(stack)} value={component} onChange={setComponent} />
      {
        <label className="war-check">
          <input type="checkbox" checked={isLinked} onChange={(event) => setLinked(event.target.checked)} /> Link what I am looking at:{' '}
          <b>{seen.label}</b>
        </label>
      }
    </FormDialog>
  );
}

function componentItems(stack: StackView | null): { id: string; label: string }[] {
  const names = [
    ...(stack?.services ?? []).map(({ service }) => service),
    ...(stack?.dependencies ?? []).map(({ name }) => name),
    ...(stack?.links ?? []).filter(({ to }) => to !== 'collector').map(({ link }) => link),
  ];
  return [{ id: unknownComponent, label: 'not known yet' }, ...[...new Set(names)].map((name) => ({ id: name, label: name }))];
}

function HelpDialog() {
  return (
    <Dialog title="Keys" isOpen onOpenChange={(open) => !open && close()}>
      <ul className="war-keys">
        {keyHelp.map(({ keys, words }) => (
          <li key={keys}>
            <span>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
            {words}
          </li>
        ))}
      </ul>
      <p className="muted">Nothing fires while you type.</p>
    </Dialog>
  );
}
