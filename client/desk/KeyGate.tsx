import { type FormEvent, useEffect, useRef, useState } from 'react';
import * as z from 'zod';
import { Shell } from '../app/Shell.tsx';
import { getJson, wordsOf } from '../state/api.ts';
import { setFacilitatorKey } from '../state/identities.ts';
import { reconnect } from '../state/socket.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import '../pages/join/JoinPage.css';

/** All that anybody without the key ever sees of the desk. */
export function KeyGate({ offered, onOpen }: { offered: string; onOpen: () => void }) {
  const [key, setKey] = useState(offered);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isTrying, setTrying] = useState(false);
  const tryKey = async (): Promise<void> => {
    setTrying(true);
    const answer = await getJson('/api/v1/facilitator/drills', z.unknown(), key.trim());
    setTrying(false);
    if (!answer.ok)
      return setRefusal(
        answer.code === 'forbidden' ? 'This is not the key of this house. It is printed on the terminal at every start.' : wordsOf(answer),
      );
    setFacilitatorKey(key.trim());
    reconnect();
    onOpen();
  };
  // Only what came with the address is tried by itself, once.
  const tried = useRef(offered === '');
  useEffect(() => {
    if (tried.current) return;
    tried.current = true;
    void tryKey();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void tryKey();
  };
  return (
    <Shell>
      <form className="join" onSubmit={submit}>
        <h1>Facilitator’s desk</h1>
        <p className="muted">The desk shows the truth while a drill runs. It opens with the key that is printed on the terminal.</p>
        <TextField label="Facilitator key" type="password" value={key} onChange={setKey} maxLength={200} autoFocus />
        {refusal && <Notice tone="warning">{refusal}</Notice>}
        <Button type="submit" variant="primary" isPending={isTrying} isDisabled={key.trim() === ''}>
          Open the desk
        </Button>
      </form>
    </Shell>
  );
}
