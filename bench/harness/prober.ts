/** A user who never stops asking: starts a request every few milliseconds, whatever became of the others. */
import { Agent, request } from 'node:http';

export interface Probe {
  startedMs: number;
  endedMs: number;
  /** 0: no answer. */
  status: number;
}

export interface Prober {
  /** The first probe that ends from now on and fits. @throws Error when none came in time */
  first(what: string, fits: (probe: Probe) => boolean, withinMs: number): Promise<Probe>;
  stop(): void;
}

/** How exactly a moment is seen. */
const everyMs = 5;

/** Times are those of `performance.now()`. */
export function startProber(url: string): Prober {
  const agent = new Agent({ keepAlive: true });
  const listeners = new Set<(probe: Probe) => void>();
  const timer = setInterval(() => void probe(agent, url).then((done) => listeners.forEach((listener) => listener(done))), everyMs);
  return {
    first: (what, fits, withinMs) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          clearTimeout(limit);
          listeners.delete(look);
          settle();
        };
        const look = (done: Probe): void => {
          if (fits(done)) finish(() => resolve(done));
        };
        const limit = setTimeout(() => finish(() => reject(new Error(`${what} was not seen within ${withinMs / 1000} s`))), withinMs);
        listeners.add(look);
      }),
    stop() {
      clearInterval(timer);
      agent.destroy();
    },
  };
}

function probe(agent: Agent, url: string): Promise<Probe> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const end = (status: number): void => resolve({ startedMs, endedMs: performance.now(), status });
    const outgoing = request(url, { agent }, (response) => {
      response.resume();
      response.on('close', () => end(response.complete ? (response.statusCode ?? 0) : 0));
    });
    outgoing.on('error', () => end(0));
    outgoing.end();
  });
}
