/** Browsers without a page: socket.io clients that note how old each signal is when their handler has it. */
import { io, type Socket } from 'socket.io-client';
import { announceReady, endWithParent } from '../../infra/process/lifeline.ts';
import { stampName } from './stamp.ts';

export interface ConnectRequest {
  type: 'connect';
  url: string;
  clients: number;
}

/** Every age so far, milliseconds, and starts anew. */
export interface AgesMessage {
  type: 'ages';
  ages: number[];
}

let sockets: Socket[] = [];
let ages: number[] = [];

async function connect({ url, clients }: ConnectRequest): Promise<void> {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
  for (let index = 0; index < clients; index += 1) {
    const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
    socket.on('message', note);
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
  }
}

function note(message: { kind: string; frame?: { eventLoopDelayMs: Record<string, number> } }): void {
  const sentAtMs = message.frame?.eventLoopDelayMs[stampName];
  if (sentAtMs !== undefined) ages.push(performance.timeOrigin + performance.now() - sentAtMs);
}

process.on('message', (message: ConnectRequest | { type: 'take' }) => {
  if (message.type === 'take') {
    process.send?.({ type: 'ages', ages } satisfies AgesMessage);
    ages = [];
    return;
  }
  connect(message).then(
    () => process.send?.({ type: 'connected', error: '' }),
    (error: Error) => process.send?.({ type: 'connected', error: error.message }),
  );
});
endWithParent(() => sockets.forEach((socket) => socket.disconnect()));
announceReady();
