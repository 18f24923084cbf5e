import type { DrillView } from '../../../core/protocol/drill-view.ts';
import {
  type ComponentStatus,
  componentStatuses,
  type PublicImpact,
  type PublicStatus,
  publicImpacts,
  publicStatuses,
} from '../../../core/protocol/status-page.ts';
import { componentWords, incidentWords } from '../../pages/status/status-words.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAct } from '../../state/use-act.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { formTaken } from '../IncidentForms.tsx';
import { WritersCheck } from './WritersCheck.tsx';
import './Communication.css';

const statusItems = publicStatuses.map((id) => ({ id, label: incidentWords[id].words, hint: incidentWords[id].hint }));
const impactItems = publicImpacts.map((id) => ({ id, label: `${id.charAt(0).toUpperCase()}${id.slice(1)}` }));
const componentItems = componentStatuses.map((id) => ({ id, label: componentWords[id].words, hint: componentWords[id].hint }));

/** A note on the public page. Fields begin where the page stands; what is published cannot be taken back, only followed. */
export function PublishDialog({ drill }: { drill: DrillView }) {
  const form = `${drill.drillId}.publish.`;
  const { incident, components } = drill.page;
  const [status, setStatus] = useDraft<string>(`${form}status`, incident?.status ?? 'investigating');
  const [impact, setImpact] = useDraft<string>(`${form}impact`, incident?.impact ?? 'minor');
  const [name, setName] = useDraft<string>(`${form}name`, '');
  const [text, setText] = useDraft<string>(`${form}text`, '');
  const [minutes, setMinutes] = useDraft<number>(`${form}minutes`, 5);
  const [chosen, setChosen] = useDraft<Record<string, string>>(`${form}components`, {});
  const { act, pending } = useAct();
  const isOver = status === 'resolved';
  const choose = (next: string): void => {
    setStatus(next);
    if (next === 'resolved') setChosen({ ...wellAgain(components), ...chosen });
  };
  const publish = async (): Promise<void> => {
    const sent = await act({
      type: 'publishStatus',
      status: status as PublicStatus,
      impact: impact as PublicImpact,
      ...(incident ? {} : { name: name.trim() }),
      components: chosen as Record<string, ComponentStatus>,
      text: text.trim(),
      ...(isOver ? {} : { nextUpdateMinutes: minutes }),
    });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Public status page"
      submit="Publish"
      kind="respond"
      sends="publishStatus"
      isReady={text.trim() !== '' && (incident !== null || name.trim() !== '')}
      isPending={pending}
      onSubmit={() => void publish()}
    >
      <p className="muted">
        Everybody reads it at <a href={`/status/${drill.drillId}`}>/status/{drill.drillId}</a>, and it cannot be taken back.
      </p>
      {incident ? (
        <p>
          <span className="muted">A note on</span> <b>{incident.name}</b>
        </p>
      ) : (
        <TextField
          label="Name of the incident"
          value={name}
          onChange={setName}
          maxLength={120}
          autoFocus
          placeholder="Checkout fails for some"
        />
      )}
      <div className="comm-row">
        <Select
          label="Status"
          items={incident ? statusItems : statusItems.filter(({ id }) => id !== 'resolved')}
          value={status}
          onChange={choose}
        />
        <Select label="Impact" items={impactItems} value={impact} onChange={setImpact} />
      </div>
      <Components shown={components} chosen={chosen} onChoose={setChosen} />
      <TextField
        label="What the public reads"
        description="What they cannot do, what they can do meanwhile, when you will post again. No names of the inside."
        value={text}
        onChange={setText}
        multiline
        rows={3}
        maxLength={1000}
      />
      {!isOver && <NumberField label="We will post again within" value={minutes} onChange={setMinutes} min={1} max={240} unit="minutes" />}
      <WritersCheck drill={drill} said={{ audience: 'public', text: `${name}\n${text}`, saysResolved: isOver }} />
    </FormDialog>
  );
}

/** What is over is over for every component, unless the writer says otherwise. */
function wellAgain(shown: DrillView['page']['components']): Record<string, string> {
  return Object.fromEntries(shown.filter(({ status }) => status !== 'operational').map(({ id }) => [id, 'operational']));
}

interface ComponentsProps {
  shown: DrillView['page']['components'];
  /** By id; those that were not touched stay as the page has them. */
  chosen: Record<string, string>;
  onChoose: (chosen: Record<string, string>) => void;
}

function Components({ shown, chosen, onChoose }: ComponentsProps) {
  return (
    <div className="comm-row">
      {shown.map(({ id, name, status }) => (
        <Select
          key={id}
          label={name}
          items={componentItems}
          value={chosen[id] ?? status}
          onChange={(next) => onChoose({ ...chosen, [id]: next })}
        />
      ))}
    </div>
  );
}
