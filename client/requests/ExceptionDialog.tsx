import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock } from '../format.ts';
import { useDraft } from '../state/drafts.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { openDialog } from '../war-room/dialogs.ts';
import { FormDialog } from '../war-room/FormDialog.tsx';
import { formTaken } from '../war-room/IncidentForms.tsx';
import { BelowLine } from './BelowLine.tsx';
import { isHeldUp, isReason, longestReason } from './request-words.ts';

const close = (): void => openDialog(null);

/** An exception from the release policy: to record while something is held up, to read once there is one. */
export function ExceptionDialog({ drill }: { drill: DrillView }) {
  return drill.releaseGate.exceptions.length > 0 ? <Recorded drill={drill} /> : <Form drill={drill} />;
}

function Form({ drill }: { drill: DrillView }) {
  const form = `${drill.drillId}.exception.`;
  const [reason, setReason] = useDraft<string>(`${form}reason`, '');
  const { act, pending } = useAct();
  const record = async (): Promise<void> => {
    const sent = await act({ type: 'recordException', reason: reason.trim() });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Record an exception"
      submit="Record it"
      kind="respond"
      sends="recordException"
      isReady={isHeldUp(drill) && isReason(reason)}
      isPending={pending}
      onSubmit={() => void record()}
    >
      {isHeldUp(drill) ? <BelowLine gate={drill.releaseGate} /> : <Notice tone="info">No error budget holds anything up.</Notice>}
      <TextField
        label="Why things are promoted all the same"
        value={reason}
        onChange={setReason}
        multiline
        rows={3}
        maxLength={longestReason}
        description="10 to 500 characters. The debrief names it."
        autoFocus
      />
      <p className="muted">It stands for the rest of the drill. What was approved and waits for nothing else is shipped at once.</p>
    </FormDialog>
  );
}

function Recorded({ drill }: { drill: DrillView }) {
  return (
    <Dialog
      title="Exception from the release policy"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
      footer={<Button onPress={close}>Close</Button>}
    >
      {drill.releaseGate.exceptions.map(({ atMs, by, reason }) => (
        <p key={`${atMs}-${reason}`}>
          <span className="muted">
            {by}, <span className="mono">{clock(atMs)}</span>:
          </span>{' '}
          {reason}
        </p>
      ))}
      <p className="muted">It stands for the rest of the drill: approvals and promotions go on.</p>
    </Dialog>
  );
}
