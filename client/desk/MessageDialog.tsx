import { useState } from 'react';
import type { Desk } from '../../core/protocol/desk.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDeskAct } from './desk-act.ts';
import { type Persona, personas } from './personas.ts';

const channels = [
  { id: 'incident', label: 'Incident channel', hint: 'somebody of the company' },
  { id: 'ticket', label: 'Ticket', hint: 'a customer' },
  { id: 'statusPage', label: 'Status page', hint: 'a vendor or another team' },
];

/** A message from anybody, in the facilitator's own words: a persona is a beginning. A refusal keeps them. */
export function MessageDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const [channel, setChannel] = useState<string>('incident');
  const [from, setFrom] = useState('Head of support');
  const [text, setText] = useState('');
  const { act, pending } = useDeskAct(desk.drillId);
  const chosen = personas.find((persona) => persona.from === from && persona.channel === channel) ?? null;
  const be = (persona: Persona): void => {
    setChannel(persona.channel);
    setFrom(persona.from);
  };
  const post = async (): Promise<void> => {
    const done = await act({ type: 'injectMessage', channel: channel as Persona['channel'], from: from.trim(), text: text.trim() });
    if (done) onClose();
  };
  return (
    <Dialog
      title="A message of your own"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <Button variant="primary" isPending={pending} isDisabled={from.trim() === '' || text.trim() === ''} onPress={() => void post()}>
          Post it to the players
        </Button>
      }
    >
      <div className="desk-personas" role="group" aria-label="Who writes">
        {personas.map((persona) => (
          <Chip key={persona.from} isPressed={persona === chosen} onPress={() => be(persona)}>
            {persona.from}
          </Chip>
        ))}
      </div>
      {chosen && <Lines persona={chosen} onTake={setText} />}
      <Select label="Where" items={channels} value={channel} onChange={setChannel} />
      <TextField label="From" value={from} onChange={setFrom} maxLength={60} />
      <TextField label="Text" value={text} onChange={setText} multiline rows={3} maxLength={1000} autoFocus />
      <p className="muted">Players see it as it comes from whom it names; the log names you.</p>
    </Dialog>
  );
}

/** Lines to adapt: what is taken lands in the text, and can be changed before it is sent. */
function Lines({ persona: { hint, lines }, onTake }: { persona: Persona; onTake: (line: string) => void }) {
  return (
    <div className="desk-persona">
      <p className="muted">{hint}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <button type="button" className="war-link" onClick={() => onTake(line)}>
              {line}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
