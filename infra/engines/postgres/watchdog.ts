import { spawn } from 'node:child_process';
import type { Account } from './run-as.ts';

/** Waits for a line or for the end of its input; the end means that the keeper died without a word. */
const script = 'trap "" INT TERM HUP; read -r word || kill -QUIT "$1" 2>/dev/null';

/**
 * Ends the server when this process dies in a way that leaves no time for anything (SIGKILL): a shell in a session of
 * its own holds the other end of a pipe. Returns what dismisses it.
 */
export function watchServer(pid: number, runAs: Account | null): () => void {
  if (process.platform === 'win32') return () => {};
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(pid)], {
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
