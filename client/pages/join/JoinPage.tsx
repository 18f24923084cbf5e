import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { isOver } from '../../../core/drill/values.ts';
import { joinedSchema } from '../../../core/protocol/messages.ts';
import type { Role } from '../../../core/protocol/roles.ts';
import { Shell } from '../../app/Shell.tsx';
import { postJson, wordsOf } from '../../state/api.ts';
import { freshId } from '../../state/command-ids.ts';
import { identityIn, rememberedName, rememberName } from '../../state/identities.ts';
import { actAs } from '../../state/socket.ts';
import { useHouse } from '../../state/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { seats } from '../roles.ts';
import { codeFrom, codeLength } from './code.ts';
import './JoinPage.css';

const noSeat = 'none';
const seatItems = [
  { id: noSeat, label: 'Choose in the room', hint: 'You can act, and take a seat at any time.' },
  ...seats.map(({ role, title, job }) => ({ id: role, label: title, hint: job })),
];

/** Somebody who was here already goes on as the same person: a second one of them would be a ghost in the room. */
function AlreadyIn() {
  const drill = useHouse((house) => house.drill);
  const navigate = useNavigate();
  const identity = drill ? identityIn(drill.drillId) : null;
  const me = drill?.players.find(({ playerId }) => playerId === identity?.playerId);
  if (!drill || !identity || !me || isOver(drill.phase)) return null;
  const goOn = async (): Promise<void> => {
    actAs(identity);
    await navigate({ to: '/drill/$drillId', params: { drillId: drill.drillId } });
  };
  return (
    <Notice tone="info">
      You are in {drill.drillId} already.{' '}
      <Button size="sm" onPress={() => void goOn()}>
        Continue as {me.name}
      </Button>
    </Notice>
  );
}

/** Into a drill by its code, with a name and, if one likes, a seat. A refusal keeps what was typed. */
export function JoinPage({ code: given }: { code: string }) {
  const [code, setCode] = useState(codeFrom(given));
  const [name, setName] = useState(rememberedName);
  const [role, setRole] = useState<string>(noSeat);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [joining, setJoining] = useState(false);
  // Pressed again because no answer came, it is the same person who comes in.
  const [entry] = useState(freshId);
  const navigate = useNavigate();
  useEffect(() => {
    document.title = 'Join · Brownout';
  }, []);

  const join = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setJoining(true);
    const body = { name: name.trim(), entry, ...(role === noSeat ? {} : { role: role as Role }) };
    const answer = await postJson(`/api/v1/join/${code}`, body, { schema: joinedSchema });
    setJoining(false);
    if (!answer.ok) return setRefusal(wordsOf(answer));
    rememberName(name.trim());
    actAs(answer.value);
    await navigate({ to: '/drill/$drillId', params: { drillId: answer.value.drillId } });
  };

  return (
    <Shell>
      <form className="join" onSubmit={(event) => void join(event)}>
        <h1>Join a drill</h1>
        <AlreadyIn />
        <TextField
          label="Code"
          isMono
          value={code}
          onChange={(typed) => setCode(codeFrom(typed))}
          description="Six letters and digits, from the lobby or the facilitator."
          autoFocus={given === ''}
        />
        <TextField label="Your name" value={name} onChange={setName} maxLength={60} autoFocus={given !== ''} />
        <Select label="Seat" items={seatItems} value={role} onChange={setRole} />
        {refusal && <Notice tone="warning">{refusal}</Notice>}
        <Button type="submit" variant="primary" isPending={joining} isDisabled={code.length !== codeLength || name.trim() === ''}>
          Join
        </Button>
      </form>
    </Shell>
  );
}
