/** TCP clients: a ping-pong that measures every round trip, and a bulk download. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface PingPong {
  port: number;
  connections: number;
  /** Each connection stops after this much time, and has made at least one round trip. */
  forMs: number;
}

const message = Buffer.alloc(64, 'x');

/** Round trips of 64 bytes, one after another on each connection. @returns every round trip, ms */
export async function pingPong({ port, connections, forMs }: PingPong): Promise<number[]> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  try {
    // The first round trip pays for the connection behind the proxy.
    await Promise.all(sockets.map((socket) => pings(socket, 0)));
    const samples = await Promise.all(sockets.map((socket) => pings(socket, forMs)));
    return samples.flat();
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

function pings(socket: Socket, forMs: number): Promise<number[]> {
  const samples: number[] = [];
  const untilMs = performance.now() + forMs;
  return new Promise((resolve, reject) => {
    let sentMs = performance.now();
    let missing = message.length;
    const finish = (error?: Error): void => {
      socket.off('data', take);
      socket.off('close', lost);
      if (error) reject(error);
      else resolve(samples);
    };
    const lost = (): void => finish(new Error('the connection under test was closed'));
    const take = (chunk: Buffer): void => {
      missing -= chunk.length;
      if (missing > 0) return;
      const nowMs = performance.now();
      samples.push(nowMs - sentMs);
      if (nowMs >= untilMs) return finish();
      missing = message.length;
      sentMs = performance.now();
      socket.write(message);
    };
    socket.on('data', take);
    socket.once('close', lost);
    socket.write(message);
  });
}

/** Megabytes per second of one download. */
export async function download(port: number, megabytes: number): Promise<number> {
  const socket = await open(port);
  let received = 0;
  socket.on('data', (chunk: Buffer) => void (received += chunk.length));
  const sinceMs = performance.now();
  socket.write(Buffer.from([megabytes]));
  await once(socket, 'end');
  const seconds = (performance.now() - sinceMs) / 1000;
  socket.destroy();
  if (received !== megabytes * 1024 * 1024) throw new Error(`received ${received} bytes of ${megabytes} MB`);
  return megabytes / seconds;
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.on('error', () => socket.destroy());
  return socket;
}
