/** A page without a screen: what a browser makes of its connection, by the parts of the client that do it there. */
import { io, type Socket } from 'socket.io-client';
import { sendOnce } from '../client/state/command-ids.ts';
import { changeOf, emptyHouse, type House } from '../client/state/store.ts';
import type { Ack } from '../core/protocol/errors.ts';
import { serverMessageSchema } from '../core/protocol/messages.ts';

export interface PageRobot {
  /** What the page knows at this moment. */
  house(): House;
  /** Resolves once what the page knows fits. */
  shows(fits: (house: House) => boolean): Promise<House>;
  /** How often its connection was lost. */
  losses(): number;
  /** Presses again for as long as no answer comes, as somebody does whose connection is lost. */
  act(command: object): Promise<Ack>;
  /** The connection dies in this moment, with whatever is on its way. */
  cut(): void;
  close(): void;
}

/** How long one press waits for its answer. Milliseconds. */
const patienceMs = 2_000;
const unanswered = { ok: false, code: 'no_answer', message: 'no answer came' } as const;

/** @param token of a player; nobody's when left out */
export function openPageRobot(url: string, token = ''): PageRobot {
  // Comes back at once: a person's wait of a second proves nothing more.
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true, reconnectionDelay: 10, reconnectionDelayMax: 20 });
  let known = emptyHouse;
  let heard = (): void => {};
  let losses = 0;
  socket.on('connect', () => {
    known = { ...known, connected: true, everConnected: true, heard: false };
  });
  socket.on('disconnect', () => {
    losses += 1;
    known = { ...known, connected: false };
  });
  socket.on('message', (raw: unknown) => {
    const change = changeOf(known, serverMessageSchema.parse(raw), performance.now());
    if (change === null) socket.disconnect().connect();
    else known = { ...known, ...change };
    heard();
  });
  const deliver = (message: object): Promise<Ack | typeof unanswered> =>
    new Promise((resolve) => {
      if (!socket.connected) return resolve(unanswered);
      socket.timeout(patienceMs).emit('command', message, (error: Error | null, ack: Ack) => resolve(error ? unanswered : ack));
    });
  return {
    house: () => known,
    losses: () => losses,
    async shows(fits) {
      while (!fits(known)) await new Promise<void>((resolve) => (heard = resolve));
      return known;
    },
    async act(command) {
      for (;;) {
        const answer = await sendOnce(command, deliver);
        if (answer !== unanswered) return answer as Ack;
        await connected(socket);
      }
    },
    cut() {
      if (socket.connected) (socket.io.engine.transport as unknown as { ws: { terminate(): void } }).ws.terminate();
    },
    close: () => void socket.disconnect(),
  };
}

async function connected(socket: Socket): Promise<void> {
  if (!socket.connected) await new Promise<void>((resolve) => socket.once('connect', resolve));
}
