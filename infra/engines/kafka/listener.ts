import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { ListenerBoot } from './boot.ts';
import type { Cluster } from './cluster.ts';
import { Connection } from './connection.ts';

interface ListenerOptions {
  cluster: Cluster;
  nodeId: number;
  listener: ListenerBoot;
  /** Takes one line about a connection closed for a fault of its client. */
  log: (line: string) => void;
}

/** Serves one listener of one node; resolves once bound, with the function that closes it and its connections. @throws Error when it cannot bind */
export async function openListener({ cluster, nodeId, listener, log }: ListenerOptions): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    socket.on('close', () => sockets.delete(socket));
    // A reset by the peer is ordinary here: proxies in front of us cut connections on purpose.
    socket.on('error', () => socket.destroy());
    new Connection(socket, { cluster, nodeId, listener: listener.name }, (reason) =>
      log(`kafka node ${nodeId}, listener ${listener.name}: closed the connection from ${peer}: ${reason}`),
    );
  });
  server.listen(listener.port, listener.host);
  await once(server, 'listening');
  return () => close(server, sockets);
}

async function close(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
