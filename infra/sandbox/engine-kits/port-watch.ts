import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 50;
const watchEveryMs = 1000;
/** One lost connection may be a full backlog. */
const silentAfterFailures = 3;
const connectWithinMs = 2000;

/** Resolves when something on loopback accepts connections at `port`. Rejects when `signal` is aborted. */
export async function untilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!(await accepts(port))) await pause(pollMs, undefined, { signal });
}

/** Resolves when nothing has accepted connections at `port` for about three seconds; never after `signal` is aborted. */
export async function untilSilent(port: number, signal?: AbortSignal): Promise<void> {
  for (let failures = 0; failures < silentAfterFailures; ) {
    const stopped = await pause(watchEveryMs, false, { ref: false, ...(signal ? { signal } : {}) }).catch(() => true);
    if (stopped) return new Promise(() => {});
    failures = (await accepts(port)) ? 0 : failures + 1;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: connectWithinMs });
    const answer = (does: boolean): void => {
      socket.destroy();
      resolve(does);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}
