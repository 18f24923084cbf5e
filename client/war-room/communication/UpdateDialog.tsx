import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAct } from '../../state/use-act.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { formTaken } from '../IncidentForms.tsx';
import { joined } from './join-text.ts';
import { InsertFigures, WritersCheck } from './WritersCheck.tsx';
import './Communication.css';

/** A CAN report to the room: conditions, actions, needs, and when the next one comes. */
export function UpdateDialog({ drill }: { drill: DrillView }) {
  const form = `${drill.drillId}.update.`;
  const [impact, setImpact] = useDraft<string>(`${form}impact`, '');
  const [action, setAction] = useDraft<string>(`${form}action`, '');
  const [needs, setNeeds] = useDraft<string>(`${form}needs`, '');
  const [minutes, setMinutes] = useDraft<number>(`${form}minutes`, 5);
  const { act, pending } = useAct();
  const post = async (): Promise<void> => {
    const needed = needs.trim();
    const sent = await act({
      type: 'postUpdate',
      impact: impact.trim(),
      action: action.trim(),
      ...(needed === '' ? {} : { needs: needed }),
      nextUpdateMinutes: minutes,
    });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Status update"
      submit="Post the update"
      kind="respond"
      sends="postUpdate"
      isReady={impact.trim() !== '' && action.trim() !== ''}
      isPending={pending}
      onSubmit={() => void post()}
    >
      <TextField
        label="Conditions: what users feel"
        description="Who feels it, how many, since when. Facts; a guess says that it is one."
        value={impact}
        onChange={setImpact}
        multiline
        rows={2}
        maxLength={1000}
        autoFocus
      />
      <InsertFigures drill={drill} onInsert={(text) => setImpact(joined(impact, text))} />
      <TextField
        label="Actions: what is being done about it"
        description="By whom, and when its effect should show."
        value={action}
        onChange={setAction}
        multiline
        rows={2}
        maxLength={1000}
      />
      <TextField
        label="Needs (optional)"
        description="A decision, a person, an answer: from whom, by when."
        value={needs}
        onChange={setNeeds}
        multiline
        rows={2}
        maxLength={1000}
      />
      <NumberField label="Next update in" value={minutes} onChange={setMinutes} min={1} max={240} unit="minutes" />
      <p className="muted">A promise: the clock in the header counts down to it.</p>
      <WritersCheck drill={drill} said={{ audience: 'room', text: `${impact}\n${action}`, saysResolved: false }} />
    </FormDialog>
  );
}
