import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

/** Waits for a line or for the end of its input; the end means that the keeper died without a word. */
const script = 'trap "" INT TERM HUP; read -r word || kill -"$2" "$1" 2>/dev/null';

export interface Watched {
  pid: number;
  /** What ends it at once: `QUIT` for Postgres, whose children must end too, else `KILL`. */
  signal: 'QUIT' | 'KILL';
  runAs: Account | null;
}

/**
 * Ends a program when this process dies in a way that leaves no time for anything (SIGKILL): a shell in a session of
 * its own holds the other end of a pipe. Returns what dismisses it.
 */
export function watchChild({ pid, signal, runAs }: Watched): () => void {
  if (process.platform === 'win32') return () => {};
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(pid), signal], {
    detached: true,
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    ...runAs,
  });
  shell.unref();
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  return () => shell.stdin.end('dismissed\n');
}
