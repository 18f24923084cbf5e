import { forgetDrafts, useDraft } from '../state/drafts.ts';
import { useAct } from '../state/use-act.ts';
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
