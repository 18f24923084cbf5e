/** The edges of a house over real HTTP and a real socket, with a person's few gestures. */
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { Ack } from '../core/protocol/errors.ts';
import { type Joined, type ServerMessage, serverMessageSchema } from '../core/protocol/messages.ts';
import { type App, createApp } from './app.ts';
import { openTestHouse, type TestHouse, type TestHouseOptions } from './host/test-house.fixture.ts';
import type { EdgeParts } from './http/parts.ts';

interface Asked {
  body?: unknown;
  headers?: Record<string, string>;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A connection, and everything it was sent. Each message has been parsed as a browser parses it. */
export interface Visit {
  socket: Socket;
  messages: ServerMessage[];
  send(payload: unknown): Promise<Ack>;
  /** Resolves with the first message of this kind that fits, already here or still to come. */
  hears<K extends ServerMessage['kind']>(
    kind: K,
    fits?: (message: ServerMessage & { kind: K }) => boolean,
  ): Promise<ServerMessage & { kind: K }>;
}

export interface TestApp {
  house: TestHouse;
  app: App;
  url: string;
  call(method: string, path: string, asked?: Asked): Promise<Answer>;
  /** Starts a drill over HTTP. */
  start(body?: Record<string, unknown>): Promise<Joined>;
  /** Joins the running drill by its code. */
  join(body: unknown): Promise<Answer>;
  visit(auth?: Record<string, unknown>): Promise<Visit>;
  close(): Promise<void>;
}

export const facilitatorKey = { authorization: 'Bearer the-key' };

export async function openTestApp(parts: Partial<EdgeParts> = {}, houseOptions: TestHouseOptions = {}): Promise<TestApp> {
  let app: App | null = null;
  const house = await openTestHouse({ ...houseOptions, onChange: () => app?.socket.drillChanged() });
  const opened = createApp({ ...house.parts, ...parts });
  app = opened;
  await new Promise<void>((resolve) => opened.server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(opened.server.address() as AddressInfo).port}`;
  const sockets: Socket[] = [];

  const call: TestApp['call'] = async (method, path, { body, headers = {} } = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: text }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  return {
    house,
    app: opened,
    url,
    call,
    async start(body = {}) {
      const answer = await call('POST', '/api/v1/drills', { body: { scenarioId: 'after-lunch-errors', seed: 7, ...body } });
      if (answer.status !== 201) throw new Error(`no drill: ${JSON.stringify(answer.body)}`);
      return answer.body as unknown as Joined;
    },
    join: (body) => call('POST', `/api/v1/join/${house.host.currentView()?.code ?? ''}`, { body }),
    async visit(auth = {}) {
      const socket = io(url, { auth, transports: ['websocket'], forceNew: true });
      sockets.push(socket);
      const visit = listenTo(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return visit;
    },
    async close() {
      for (const socket of sockets) socket.disconnect();
      await opened.socket.close();
    },
  };
}

function listenTo(socket: Socket): Visit {
  const messages: ServerMessage[] = [];
  let wake = (): void => {};
  socket.on('message', (message: unknown) => {
    messages.push(serverMessageSchema.parse(message));
    wake();
  });
  return {
    socket,
    messages,
    send: (payload) => socket.timeout(5000).emitWithAck('command', payload) as Promise<Ack>,
    async hears<K extends ServerMessage['kind']>(kind: K, fits: (message: ServerMessage & { kind: K }) => boolean = () => true) {
      for (;;) {
        const found = messages.find((message): message is ServerMessage & { kind: K } => message.kind === kind && fits(message as never));
        if (found) return found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
