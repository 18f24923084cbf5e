import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { useDraft } from '../../state/drafts.ts';
import { useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { formTaken } from '../IncidentForms.tsx';
import { newTask, ownerId, ownersOf, playerOfOwner } from './task-words.ts';

/** Something to do, for somebody by name, within so many minutes. */
export function TaskDialog({ drill }: { drill: DrillView }) {
  const form = `${drill.drillId}.${newTask}`;
  const me = useHouse((house) => house.identity?.playerId ?? null);
  const owners = ownersOf(drill);
  const [text, setText] = useDraft<string>(`${form}text`, '');
  const [minutes, setMinutes] = useDraft<number>(`${form}minutes`, 5);
  const [owner, setOwner] = useDraft<string>(`${form}owner`, owners.some(({ id }) => id === me) ? ownerId(me) : ownerId(null));
  const { act, pending } = useAct();
  const add = async (): Promise<void> => {
    const sent = await act({ type: 'addTask', text: text.trim(), ownerPlayerId: playerOfOwner(owner), timeBoxMinutes: minutes });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog title="Task" submit="Add it" kind="talk" isReady={text.trim() !== ''} isPending={pending} onSubmit={() => void add()}>
      <TextField
        label="What is to be done"
        value={text}
        onChange={setText}
        multiline
        rows={2}
        maxLength={300}
        autoFocus
        placeholder="Find out which statement holds the lock"
      />
      <Select label="Owner" items={owners} value={owner} onChange={setOwner} />
      <NumberField label="Time box" value={minutes} onChange={setMinutes} min={1} max={120} unit="minutes" />
      <p className="muted">When it is over the channel says so, once; then it is closed or renewed.</p>
    </FormDialog>
  );
}
