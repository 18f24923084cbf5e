import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { useDraft } from '../state/drafts.ts';
import { useAct } from '../state/use-act.ts';
import { Notice } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { FormDialog } from './FormDialog.tsx';
import { formTaken } from './IncidentForms.tsx';
import { handedOver, leftOnOf } from './left-on.ts';

/** Summary, and who takes off what is still on. */
export function ResolveDialog({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  const form = `${drill.drillId}.resolve.`;
  const [summary, setSummary] = useDraft<string>(`${form}summary`, '');
  const [owners, setOwners] = useDraft<Record<string, string>>(`${form}owners`, {});
  const { act, pending } = useAct();
  const left = leftOnOf(drill);
  const resolve = async (): Promise<void> => {
    const sent = await act({ type: 'resolve', summary: summary.trim(), ...handedOver(left, owners) });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Resolve the incident"
      submit="Resolve"
      kind="respond"
      sends="resolve"
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
      {left.map(({ controlId, words }) => (
        <Select
          key={controlId}
          label={`Still on: ${words}. Who takes it off?`}
          items={(stack?.owners ?? []).map(({ owner, name }) => ({ id: owner, label: name }))}
          value={owners[controlId] ?? null}
          onChange={(owner) => setOwners({ ...owners, [controlId]: owner })}
          placeholder="Nobody yet"
        />
      ))}
      <Notice tone="info">
        The shop is watched for a minute or two after this. If users are not well in that time, or something stays on that nobody owns, the
        incident is reopened.
      </Notice>
    </FormDialog>
  );
}
