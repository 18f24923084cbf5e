import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { messageLength } from '../../../core/protocol/message-length.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAct } from '../../state/use-act.ts';
import { TextField } from '../../ui/TextField.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { formTaken, SeverityChoice } from '../IncidentForms.tsx';

/** Another severity, with the reason that makes it one. */
export function SeverityDialog({ drill }: { drill: DrillView }) {
  const form = `${drill.drillId}.severity.`;
  const [severity, setSeverity] = useDraft<string>(`${form}severity`, String(drill.severity ?? 2));
  const [reason, setReason] = useDraft<string>(`${form}reason`, '');
  const { act, pending } = useAct();
  const isOther = Number(severity) !== drill.severity;
  const change = async (): Promise<void> => {
    const sent = await act({ type: 'changeSeverity', severity: Number(severity) as 1 | 2 | 3 | 4, reason: reason.trim() });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Change the severity"
      submit="Change it"
      kind="respond"
      sends="changeSeverity"
      isReady={isOther && reason.trim() !== ''}
      isPending={pending}
      onSubmit={() => void change()}
    >
      <p className="muted">
        {drill.severity === null
          ? 'Nothing has been declared yet.'
          : `It is SEV${drill.severity}${drill.severityReason ? `: ${drill.severityReason}` : ''}.`}
      </p>
      <SeverityChoice value={severity} onChange={setSeverity} />
      <TextField label="Why it is another one now" value={reason} onChange={setReason} maxLength={300} autoFocus />
    </FormDialog>
  );
}

/** What is decided, and why: the debrief will ask. */
export function DecisionDialog({ drillId }: { drillId: string }) {
  const form = `${drillId}.decision.`;
  const [text, setText] = useDraft<string>(`${form}text`, '');
  const [rationale, setRationale] = useDraft<string>(`${form}rationale`, '');
  const { act, pending } = useAct();
  const record = async (): Promise<void> => {
    const sent = await act({ type: 'recordDecision', text: text.trim(), rationale: rationale.trim() });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Record a decision"
      submit="Record it"
      kind="talk"
      sends="recordDecision"
      isReady={text.trim() !== '' && rationale.trim() !== ''}
      isPending={pending}
      onSubmit={() => void record()}
    >
      <TextField label="We do" value={text} onChange={setText} multiline rows={2} maxLength={500} autoFocus />
      <TextField label="Because" value={rationale} onChange={setRationale} multiline rows={3} maxLength={1000} />
      <p className="muted">A decision is not reworded later: another one takes its place.</p>
    </FormDialog>
  );
}

/** For the record, not for the talk. */
export function NoteDialog({ drillId }: { drillId: string }) {
  const form = `${drillId}.record.`;
  const [text, setText] = useDraft<string>(`${form}text`, '');
  const { act, pending } = useAct();
  const record = async (): Promise<void> => {
    const sent = await act({ type: 'recordNote', text: text.trim() });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Note for the record"
      submit="Keep it"
      kind="talk"
      sends="recordNote"
      isReady={text.trim() !== ''}
      isPending={pending}
      onSubmit={() => void record()}
    >
      <TextField label="What was seen or said" value={text} onChange={setText} multiline rows={4} maxLength={messageLength} autoFocus />
    </FormDialog>
  );
}
