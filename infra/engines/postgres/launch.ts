import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { distFile } from '../../process/paths.ts';
import type { KeeperBoot } from './keeper-boot.ts';

/** A running server; user `postgres` on 127.0.0.1, no password. */
export interface PostgresServer {
  readonly port: number;
  /** Process id of the keeper; the server is its child. */
  readonly pid: number;
  /** Settles when keeper and server are gone, whoever ended them. */
  readonly ended: Promise<void>;
  /** Ends server and keeper; may be called twice. */
  stop(): Promise<void>;
}

export class PostgresStartFailed extends Error {
  readonly code = 'postgres_start_failed';
}

const keeperProgram = 'sandbox/postgres-keeper.js';
const rememberedLines = 20;
/** A keeper cuts itself after 5 s; this is for one that cannot. */
const killAfterMs = 6000;

/** Starts a keeper and waits until its server accepts connections. @throws PostgresStartFailed with the server's last lines */
export async function launchKeeper(boot: KeeperBoot, onLine?: (line: string) => void): Promise<PostgresServer> {
  const program = distFile(keeperProgram);
  if (!existsSync(program)) throw new PostgresStartFailed(`${program} is not built: run npm run build`);
  const keeper = fork(program, [], {
    env: { ...process.env, BROWNOUT_BOOT: JSON.stringify(boot) },
    execArgv: ['--max-semi-space-size=1', '--max-old-space-size=64'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines = collectLines(keeper, onLine);
  const ended = new Promise<void>((resolve) => keeper.once('close', () => resolve()));
  await untilReady(keeper, { ended, lines });
  return { port: boot.port, pid: keeper.pid ?? 0, ended, stop: () => stopKeeper(keeper, ended) };
}

function collectLines(keeper: ChildProcess, onLine: ((line: string) => void) | undefined): string[] {
  const lines: string[] = [];
  for (const stream of [keeper.stdout, keeper.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > rememberedLines) lines.shift();
      onLine?.(line);
    });
  }
  return lines;
}

async function untilReady(keeper: ChildProcess, { ended, lines }: { ended: Promise<void>; lines: string[] }): Promise<void> {
  const ready = new Promise<true>((resolve) => {
    keeper.on('message', (message: { type?: string }) => {
      if (message.type === 'ready') resolve(true);
    });
  });
  if (await Promise.race([ready, ended.then(() => false)])) return;
  throw new PostgresStartFailed(`Postgres did not start:\n${lines.join('\n') || 'it said nothing'}`);
}

async function stopKeeper(keeper: ChildProcess, ended: Promise<void>): Promise<void> {
  keeper.kill('SIGTERM');
  const cut = new AbortController();
  void pause(killAfterMs, undefined, { signal: cut.signal, ref: false }).then(
    () => keeper.kill('SIGKILL'),
    () => {},
  );
  await ended;
  cut.abort();
}
