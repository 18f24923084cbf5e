import { useState } from 'react';
import { wordsOf } from './api.ts';
import { type SendableCommand, type Sent, send } from './socket.ts';
import { notify } from './store.ts';

/** For buttons and forms: sends, tells when it was refused, and says meanwhile that an answer is awaited. */
export function useAct(): { act: (command: SendableCommand) => Promise<Sent>; pending: boolean } {
  const [pending, setPending] = useState(0);
  const act = async (command: SendableCommand): Promise<Sent> => {
    setPending((count) => count + 1);
    const sent = await send(command).finally(() => setPending((count) => count - 1));
    notify(sent.ok ? null : wordsOf(sent));
    return sent;
  };
  return { act, pending: pending > 0 };
}
