/** The live edge: views and signals go out once a second or when something changed; commands come in and are acknowledged. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { playerCommandSchema } from '../core/protocol/commands.ts';
import { type Ack, refusal } from '../core/protocol/errors.ts';
import type { SignalFrame } from '../core/protocol/signals.ts';
import { createCommandPace } from './command-pace.ts';
import { sameSecret } from './http/identity.ts';
import { describeIssues } from './http/parse.ts';
import type { EdgeParts } from './http/parts.ts';
import { plainText } from './http/plain-text.ts';
import { isSameOrigin } from './http/same-origin.ts';
import { createRoomFeed, type RoomFeed } from './room-feed.ts';
import type { Visitor } from './visitor.ts';

/**
 * A command is a few kilobytes; what is pasted by mistake is answered with the field that is too long. What is larger still costs its
 * sender the connection, and nobody else anything.
 */
const maxMessageBytes = 256 * 1024;

export interface WarRoomSocket {
  drillChanged(): void;
  sandboxChanged(): void;
  signals(frame: SignalFrame): void;
  close(): Promise<void>;
}

export function attachSocket(server: HttpServer, parts: EdgeParts): WarRoomSocket {
  const io = new Server(server, {
    maxHttpBufferSize: maxMessageBytes,
    serveClient: false,
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers)),
  });
  const feed = createRoomFeed(io, parts);
  io.on('connection', (socket) => {
    const visitor = visitorOf(socket.handshake.auth, parts);
    socket.data = visitor;
    takeCommands(socket, visitor, parts);
    follow(socket, feed);
  });
  return {
    drillChanged: feed.drillChanged,
    sandboxChanged: feed.sandboxChanged,
    signals: feed.signals,
    async close() {
      feed.stop();
      await io.close();
    },
  };
}

/** What a handshake shows is whatever JSON a client sent: only text is looked at, everything else is nobody's. */
function visitorOf(auth: Record<string, unknown>, { host, facilitatorKey }: EdgeParts): Visitor {
  const { token, facilitatorKey: key } = auth;
  return {
    identity: typeof token === 'string' ? host.identify(token) : null,
    isFacilitator: typeof key === 'string' && sameSecret(key, facilitatorKey),
  };
}

function follow(socket: Socket, feed: RoomFeed): void {
  feed.welcome(socket);
  socket.on('disconnect', () => feed.presenceChanged());
}

function takeCommands(socket: Socket, visitor: Visitor, parts: EdgeParts): void {
  const mayGo = createCommandPace(() => parts.clock.monotonicMs());
  socket.on('command', (payload: unknown, acknowledge: unknown) => {
    const reply = (ack: Ack): void => {
      if (typeof acknowledge === 'function') acknowledge(ack);
    };
    if (!mayGo()) return reply(refusal('too_fast'));
    takeCommand(parts, visitor, payload).then(reply, (error: Error) => {
      parts.log(`socket: ${error.stack ?? error.message}`);
      reply(refusal('internal'));
    });
  });
}

async function takeCommand({ host }: EdgeParts, { identity }: Visitor, payload: unknown): Promise<Ack> {
  if (!identity) return refusal('unauthorized', 'this connection belongs to no player; join the drill again');
  if (identity.drillId !== host.current()?.drillId) {
    return refusal('unauthorized', `you joined ${identity.drillId}, which is no longer played here; join the drill that runs now`);
  }
  const parsed = playerCommandSchema.safeParse(plainText(payload));
  if (!parsed.success) return refusal('bad_message', describeIssues(parsed.error));
  return host.player(identity, parsed.data);
}
