import { forgetDrafts, useDraft } from '../state/drafts.ts';
import { useAct } from '../state/use-act.ts';
import { NumberField } from '../ui/NumberField.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { openDialog } from './dialogs.ts';
import { FormDialog } from './FormDialog.tsx';
import { severities } from './stepper.ts';

/** Taken: the dialog closes and its fields are empty for the next time. */
export function formTaken(prefix: string): void {
  forgetDrafts(prefix);
  openDialog(null);
}

export function DeclareDialog({ drillId }: { drillId: string }) {
  const form = `${drillId}.declare.`;
  const [severity, setSeverity] = useDraft<string>(`${form}severity`, '2');
  const [title, setTitle] = useDraft<string>(`${form}title`, '');
  const { act, pending } = useAct();
  const declare = async (): Promise<void> => {
    const sent = await act({ type: 'declare', severity: Number(severity) as 1 | 2 | 3 | 4, title: title.trim() });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Declare the incident"
      submit="Declare"
      kind="respond"
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

export function UpdateDialog({ drillId }: { drillId: string }) {
  const form = `${drillId}.update.`;
  const [impact, setImpact] = useDraft<string>(`${form}impact`, '');
  const [action, setAction] = useDraft<string>(`${form}action`, '');
  const [minutes, setMinutes] = useDraft<number>(`${form}minutes`, 5);
  const { act, pending } = useAct();
  const post = async (): Promise<void> => {
    const sent = await act({ type: 'postUpdate', impact: impact.trim(), action: action.trim(), nextUpdateMinutes: minutes });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Status update"
      submit="Post the update"
      kind="respond"
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
