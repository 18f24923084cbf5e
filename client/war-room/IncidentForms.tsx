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
  const [impact, setImpact] = useDraft<string>(`${form}impact`, '');
  const [reason, setReason] = useDraft<string>(`${form}reason`, '');
  const { act, pending } = useAct();
  const declare = async (): Promise<void> => {
    const more = { ...(impact.trim() === '' ? {} : { impact: impact.trim() }), reason: reason.trim() };
    const sent = await act({ type: 'declare', severity: Number(severity) as 1 | 2 | 3 | 4, title: title.trim(), ...more });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Declare the incident"
      submit="Declare"
      kind="respond"
      sends="declare"
      isReady={title.trim() !== '' && reason.trim() !== ''}
      isPending={pending}
      onSubmit={() => void declare()}
    >
      <TextField
        label="Title"
        value={title}
        onChange={setTitle}
        maxLength={200}
        autoFocus
        placeholder="Checkout fails for some customers"
      />
      <SeverityChoice value={severity} onChange={setSeverity} />
      <TextField label="Why this severity" value={reason} onChange={setReason} maxLength={300} placeholder="Orders are being lost" />
      <TextField
        label="What users feel (if you know more)"
        value={impact}
        onChange={setImpact}
        maxLength={500}
        placeholder="One in five cannot pay; pages are well"
      />
    </FormDialog>
  );
}

/** It is a guess, and nobody should argue about it: what it means stands below. */
export function SeverityChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  return (
    <>
      <Select label="Severity" items={severities} value={value} onChange={onChange} />
      <p className="muted">{severities.find(({ id }) => id === value)?.hint} It is a guess, and can be changed with a reason.</p>
    </>
  );
}
