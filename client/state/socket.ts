/** The live connection: it comes back by itself, and the server then tells everything again. */
import { io, type Socket } from 'socket.io-client';
import type { PlayerCommand } from '../../core/protocol/commands.ts';
import type { Joined } from '../../core/protocol/messages.ts';
import { serverMessageSchema } from '../../core/protocol/messages.ts';
import type { Refused } from './api.ts';
import { sendOnce } from './command-ids.ts';
import { facilitatorKey, identityIn, rememberIdentity } from './identities.ts';
import { changeOf, useHouse } from './store.ts';

type Unsent<T> = T extends unknown ? Omit<T, 'commandId'> : never;
export type SendableCommand = Unsent<PlayerCommand>;
export type Sent = { ok: true } | Refused;

const ackTimeoutMs = 10_000;
const lost: Refused = {
  ok: false,
  code: 'no_answer',
  message: 'No answer came; what you typed is kept. Try again when the connection is back.',
  detail: undefined,
};

let socket: Socket | null = null;
/** Commands whose answer is awaited, by content: a double click is one command. */
const inFlight = new Map<string, Promise<Sent>>();

export function connect(): void {
  if (socket) return;
  socket = io({
    // Not by polling first, as is usual: who connects anew at once (`reconnect`, as a page opens), or is too busy to answer a ping, leaves a
    // poll on its way of a session that the server has closed, and it comes back as 400. Polling is for where WebSocket does not get through.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: (give) => give({ token: useHouse.getState().identity?.playerToken ?? '', facilitatorKey: facilitatorKey() ?? '' }),
  });
  socket.on('connect', () => useHouse.setState({ connected: true, everConnected: true, heard: false }));
  socket.on('disconnect', () => useHouse.setState({ connected: false }));
  socket.on('message', (raw: unknown) => {
    const parsed = serverMessageSchema.safeParse(raw);
    if (!parsed.success) {
      console.warn('a message of the server was not understood', parsed.error.issues.slice(0, 3));
      return;
    }
    const change = changeOf(useHouse.getState(), parsed.data, performance.now());
    if (change === null) reconnect();
    else useHouse.setState(change);
  });
}

/** Connects anew, so that the server knows who asks and tells everything again. */
export function reconnect(): void {
  useHouse.setState({ heard: false });
  socket?.disconnect().connect();
}

/** Speaks as this person from now on. */
export function actAs(identity: Joined): void {
  rememberIdentity(identity);
  useHouse.setState({ identity, notice: null });
  reconnect();
}

/** Takes up who this browser was in that drill, if it was anybody. */
export function resumeIdentity(drillId: string): void {
  const identity = identityIn(drillId);
  if (useHouse.getState().identity?.playerId === identity?.playerId) return;
  useHouse.setState({ identity });
  reconnect();
}

/** Sends an act of the player and waits for the answer. The same act sent twice before an answer came is one act, also after a lost connection. */
export function send(command: SendableCommand): Promise<Sent> {
  const key = JSON.stringify(command);
  const running = inFlight.get(key);
  if (running) return running;
  const sent = sendOnce<SendableCommand, Sent>(command, emit).finally(() => inFlight.delete(key));
  inFlight.set(key, sent);
  return sent;
}

function emit(message: SendableCommand & { commandId: string }): Promise<Sent> {
  return new Promise((resolve) => {
    if (!socket?.connected) return resolve(lost);
    socket.timeout(ackTimeoutMs).emit('command', message, (error: Error | null, answer: Sent) => resolve(error ? lost : answer));
  });
}
