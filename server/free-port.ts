import { createServer } from 'node:net';

/** Thrown when the port the user asked for is not free; the message is all the user needs. */
class PortTaken extends Error {
  readonly code = 'port_taken';
}

/** The first free loopback port from `base` on. */
export async function freePort(base: number): Promise<number> {
  for (let port = base; port < base + 1000; port++) if (await canBind('127.0.0.1', port)) return port;
  throw new PortTaken(`No free port between ${base} and ${base + 1000}.`);
}

/** @throws PortTaken */
export async function requireFreePort(host: string, port: number): Promise<void> {
  if (port === 0 || (await canBind(host, port))) return;
  throw new PortTaken(`Port ${port} is taken: stop the program that uses it, or choose another one, as in PORT=${port + 1} npm start`);
}

function canBind(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
