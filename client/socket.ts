import { io, type Socket } from 'socket.io-client';
import { type Ack, refusal } from '../core/protocol/errors.ts';
import { type PlayerCommand, serverMessageSchema } from '../core/protocol/messages.ts';
import { notify, receive, setConnected, useWarRoom } from './store.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'commandId'> : never;

let socket: Socket | null = null;
const ackTimeoutMs = 10_000;

/** Opens the live connection; it reconnects by itself and starts from a full view each time. */
export function connect(): void {
  socket = io({ auth: (give) => give({ token: useWarRoom.getState().identity?.playerToken ?? '' }) });
  socket.on('connect', () => setConnected(true));
  socket.on('disconnect', () => setConnected(false));
  socket.on('message', (raw: unknown) => {
    const parsed = serverMessageSchema.safeParse(raw);
    if (parsed.success) receive(parsed.data);
    else notify('The server sent something this page does not understand; reload the page.');
  });
}

/** Connects anew, so that the server knows the player's token. */
export function reconnect(): void {
  socket?.disconnect().connect();
}

/** Sends a command and shows its refusal, if any. */
export async function send(command: Unsent<PlayerCommand>): Promise<void> {
  const ack: Ack = await new Promise((resolve) => {
    const message = { ...command, commandId: crypto.randomUUID() };
    socket
      ?.timeout(ackTimeoutMs)
      .emit('command', message, (error: Error | null, answer: Ack) => resolve(error ? refusal('internal', 'no answer came') : answer));
  });
  notify(ack.ok ? null : [ack.message, ack.detail].filter(Boolean).join(' '));
}
