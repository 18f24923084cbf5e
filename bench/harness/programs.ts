/** Children of the bench: our built programs, and foreign ones behind a keeper that ends them when we are gone. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { distFile, projectRoot } from '../../infra/process/paths.ts';
import { LineLog } from '../../infra/sandbox/line-log.ts';
import { Program } from '../../infra/sandbox/program.ts';
import type { KeeperBoot } from '../programs/keeper.ts';
import type { Ends } from './ends.ts';

/** Long enough for a program that is asked nicely; a lifeline cuts its own stop after 5 s. */
const graceMs = 5500;

export interface Engine {
  readonly pid: number;
  stop(): Promise<void>;
}

/** A running program of the bench; it follows the lifeline. */
export interface Child extends Engine {
  /** @returns stops listening */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Rejects, naming the program, when it has ended. */
  gone: Promise<never>;
  send(message: Record<string, unknown>): void;
}

/** Starts an engine exactly as the sandbox does (V8 flags, heap); resolves when it serves. @param engine `engines/redis` */
export async function startEngine(ends: Ends, engine: string, wish: { args?: string[]; boot?: unknown }): Promise<Engine> {
  const program = new Program({
    name: engine,
    file: distFile(`${engine}.js`),
    log: new LineLog(join(projectRoot(), '.brownout', 'bench-engines.log')),
    niceness: 0,
    ...wish,
  });
  const stop = ends.add(() => program.stop(graceMs));
  await program.ready.catch((error: Error & { about?: { lastLines?: string[] } }) => {
    throw new Error([`${engine} does not start: ${error.message}`, ...(error.about?.lastLines ?? [])].join('\n'));
  });
  return { pid: program.pid ?? 0, stop };
}

interface HelperWish {
  args?: string[];
  boot?: unknown;
  onOutput?: (text: string) => void;
}

/** Starts a program of the bench itself (`tcp-target`); resolves when it serves. */
export async function startHelper(ends: Ends, name: string, wish: HelperWish = {}): Promise<Child> {
  const { args = [], boot = {}, onOutput } = wish;
  const child = fork(distFile(`bench/${name}.js`), args, {
    env: { ...process.env, BROWNOUT_BOOT: JSON.stringify(boot) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => onOutput?.(chunk.toString()));
  const exited = once(child, 'exit');
  const gone = exited.then(() => Promise.reject(new Error(`${name} has ended`)));
  gone.catch(() => {});
  const stop = ends.add(async () => {
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await exited;
    clearTimeout(kill);
  });
  const helper: Child = {
    pid: child.pid ?? 0,
    onMessage(listener) {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
    // A channel that is closed already is told by `gone`.
    send: (message) => void child.send(message, () => {}),
    gone,
    stop,
  };
  await messageOf(helper, 'ready');
  return helper;
}

/** A foreign program. */
export interface Foreign extends Engine {
  /** When it has ended by itself: its exit code, -1 when it was killed. Rejects when we ended it. */
  ended: Promise<number>;
}

export interface ForeignWish extends Omit<KeeperBoot, 'killAfterMs'> {
  command: string[];
  onOutput?: (text: string) => void;
}

/** Runs a foreign program to its end or ours. */
export async function startForeign(ends: Ends, { command, onOutput, ...boot }: ForeignWish): Promise<Foreign> {
  const keeper = await startHelper(ends, 'keeper', {
    args: command,
    boot: { ...boot, killAfterMs: graceMs - 1000 } satisfies KeeperBoot,
    ...(onOutput ? { onOutput } : {}),
  });
  const ended = messageOf<{ type: 'ended'; exitCode: number }>(keeper, 'ended').then(({ exitCode }) => exitCode);
  ended.catch(() => {});
  const { pid } = await ask<{ type: 'started'; pid: number }>(keeper, { type: 'start' }, 'started');
  return { pid, ended, stop: keeper.stop };
}

/** The next message of a type from a helper. @throws Error when it ends before */
function messageOf<T extends { type: string }>(child: Child, type: T['type']): Promise<T> {
  const message = new Promise<T>((resolve) => {
    const forget = child.onMessage((received) => {
      if ((received as T).type !== type) return;
      forget();
      resolve(received as T);
    });
  });
  return Promise.race([message, child.gone]);
}

/** Sends a request to a helper and waits for the answer of that type. @throws Error when it ends before it answers */
export function ask<T extends { type: string }>(child: Child, request: Record<string, unknown>, answer: T['type']): Promise<T> {
  const answered = messageOf<T>(child, answer);
  child.send(request);
  return answered;
}

/** A folder of its own that Postgres may enter even when the bench runs as root. */
export function temporaryFolder(ends: Ends): string {
  const folder = mkdtempSync(join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'brownout-bench-'));
  chmodSync(folder, 0o755);
  ends.add(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return folder;
}

/** Asks until the answer is not null. @throws Error naming what did not come */
export async function eventually<T>(what: string, withinMs: number, ask: () => Promise<T | null> | T | null): Promise<T> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => null);
    if (answer !== null) return answer;
    if (performance.now() > untilMs) throw new Error(`${what} did not come within ${withinMs / 1000} s`);
    await pause(10);
  }
}

/** Waits until something listens on the port. */
export function untilListening(port: number, what: string): Promise<true> {
  return eventually(what, 20_000, () => {
    const socket = connect(port, '127.0.0.1');
    return new Promise<true | null>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(null));
    }).finally(() => socket.destroy());
  });
}
