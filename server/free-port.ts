import { createServer } from 'node:net';

/** Thrown when nobody can listen where the user asked for; the message is all the user needs. */
class CannotListen extends Error {}

/** The first free loopback port from `base` on. */
export async function freePort(base: number): Promise<number> {
  for (let port = base; port < base + 1000; port++) if ((await bindProblem('127.0.0.1', port)) === null) return port;
  throw new CannotListen(`No free port between ${base} and ${base + 1000}.`);
}

/** @throws CannotListen with one line that says what to do */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const problem = await bindProblem(host, port);
  if (problem !== null) throw new CannotListen(remedyFor(problem, host, port));
}

function remedyFor(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: stop the program that uses it, or choose another one, as in PORT=${port + 1} npm start`;
    case 'EACCES':
      return `Port ${port} is not for everybody to use: choose one above 1023, as in PORT=4000 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST=${host} is no address of this machine: use 127.0.0.1 for yourself alone, or 0.0.0.0 for your network`;
    default:
      return `Cannot listen on ${host}, port ${port} (${code}): choose others with HOST and PORT`;
  }
}

/** Why nobody can listen there: the code of the system's error; null when somebody can. */
function bindProblem(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
