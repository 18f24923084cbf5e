import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP forward on loopback that counts: what a proxy is to a client, without faults. */
export interface Forward {
  port: number;
  /** Connections taken so far. */
  connections(): number;
  /** Where connections are forwarded to from now on. */
  aim(port: number): void;
  close(): Promise<void>;
}

/** Opens a forward on a free port; it must be aimed before the first connection. */
export async function openForward(): Promise<Forward> {
  const sockets = new Set<Socket>();
  let target = 0;
  let accepted = 0;
  const server = createServer((client) => {
    accepted++;
    const upstream = connect(target, '127.0.0.1');
    join(client, upstream);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  const port = await listen(server);
  return {
    port,
    connections: () => accepted,
    aim: (next) => {
      target = next;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function join(client: Socket, upstream: Socket): void {
  client.pipe(upstream).pipe(client);
  for (const [socket, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    socket.on('error', () => other.destroy());
    socket.on('close', () => other.destroy());
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
