import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Client } from './client.ts';
import { commandTable } from './commands/table.ts';
import type { EvictionPolicy } from './store/eviction.ts';
import { World } from './world.ts';

export interface RedisOptions {
  /** Address to listen on; a loopback address. */
  bind: string;
  /** 0 takes any free port. */
  port: number;
  /** Bytes; 0 is no limit. */
  maxmemory: number;
  policy: EvictionPolicy;
  /** Unix milliseconds; the machine's clock when left out. */
  now?: () => number;
  random?: () => number;
}

/** A running server. */
export interface RedisServer {
  readonly port: number;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

const housekeepingMs = 100;
const maxClients = 10_000;

/** @throws Error of the operating system when the port is taken. */
export async function startRedis({
  bind,
  port,
  maxmemory,
  policy,
  now = Date.now,
  random = Math.random,
}: RedisOptions): Promise<RedisServer> {
  const world = new World({ maxmemory, policy, now, random });
  const sockets = new Set<Socket>();
  let nextId = 1;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (world.sessions.size >= maxClients) {
      world.stats.rejectedConnections += 1;
      socket.on('error', () => socket.destroy());
      socket.end('-ERR max number of clients reached\r\n');
      return;
    }
    world.stats.connections += 1;
    const client = new Client(nextId++, socket, { world, table: commandTable });
    world.sessions.set(client.id, client);
  });
  server.listen(port, bind);
  await once(server, 'listening');
  const housekeeping = setInterval(() => world.housekeep(), housekeepingMs);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      clearInterval(housekeeping);
      world.close();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
