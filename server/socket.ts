/** The live edge: views and signals go out once a second or when something changed; commands come in and are acknowledged. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { type Ack, refusal } from '../core/protocol/errors.ts';
import { playerCommandSchema, type ServerMessage } from '../core/protocol/messages.ts';
import type { SignalFrame } from '../core/protocol/signals.ts';
import { describeIssues } from './http/parse.ts';
import type { EdgeParts } from './http/parts.ts';

const maxMessageBytes = 64 * 1024;
/** Changes within one frame leave as one message. */
const batchMs = 50;

export interface WarRoomSocket {
  drillChanged(): void;
  sandboxChanged(): void;
  signals(frame: SignalFrame): void;
  close(): Promise<void>;
}

export function attachSocket(server: HttpServer, parts: EdgeParts): WarRoomSocket {
  const io = new Server(server, { maxHttpBufferSize: maxMessageBytes, serveClient: false });
  const send = (message: ServerMessage, to: Pick<Socket, 'emit'> = io): void => void to.emit('message', message);
  const drillMessage = (): ServerMessage => {
    const view = parts.host.currentView();
    return { kind: 'drill', seq: view?.seq ?? -1, view };
  };
  const batched = (build: () => ServerMessage): (() => void) => {
    let timer: NodeJS.Timeout | null = null;
    return () => {
      timer ??= setTimeout(() => {
        timer = null;
        send(build());
      }, batchMs);
    };
  };

  io.on('connection', (socket) => {
    const token = String(socket.handshake.auth['token'] ?? '');
    send({ kind: 'sandbox', sandbox: parts.pool.view() }, socket);
    send(drillMessage(), socket);
    socket.on('command', (payload: unknown, acknowledge: unknown) => {
      const reply = (ack: Ack): void => {
        if (typeof acknowledge === 'function') acknowledge(ack);
      };
      takeCommand(parts, token, payload).then(reply, (error: Error) => {
        parts.log(`socket: ${error.stack ?? error.message}`);
        reply(refusal('internal'));
      });
    });
  });

  return {
    drillChanged: batched(drillMessage),
    sandboxChanged: batched(() => ({ kind: 'sandbox', sandbox: parts.pool.view() })),
    signals: (frame) => send({ kind: 'signals', frame }),
    close: () => io.close(),
  };
}

async function takeCommand(parts: EdgeParts, token: string, payload: unknown): Promise<Ack> {
  const identity = parts.host.identify(token);
  if (!identity) return refusal('unauthorized');
  const parsed = playerCommandSchema.safeParse(payload);
  if (!parsed.success) return refusal('bad_message', describeIssues(parsed.error));
  return parts.host.player(identity, parsed.data);
}
