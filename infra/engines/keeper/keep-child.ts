import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './account.ts';
import { watchChild } from './watchdog.ts';

/** A program that is not ours: it knows nothing of a parent, so somebody must end it. */
export interface Command {
  /** For messages: `kafka-2`. */
  name: string;
  /** Path, or a name on the PATH. */
  program: string;
  args: string[];
  /** The whole environment; ours when left out. */
  env?: NodeJS.ProcessEnv;
  /** Account to run under; ours when left out. */
  runAs?: Account | null;
  /** What ends it at once when there is no time to ask; KILL when left out. */
  lastSignal?: 'QUIT' | 'KILL';
}

export interface KeptChild {
  readonly pid: number | undefined;
  /** Settles when the process is gone, with why: `exit code 1`, `SIGKILL`, or that it could not be started. */
  readonly ended: Promise<string>;
  /** Sends each signal in turn, going on to the next after its grace; resolves when the process is gone. */
  end(signals: readonly (readonly [NodeJS.Signals, graceMs: number])[]): Promise<void>;
}

/** Starts a program that does not outlive this process, even when this process is killed. What it says is our own output. */
export function keepChild(command: Command): KeptChild {
  const { program, args, env = process.env, runAs = null, lastSignal = 'KILL' } = command;
  const child = spawn(program, args, {
    // A session of its own: Ctrl-C in a terminal reaches a whole group, and the end of these programs is the keeper's to order.
    detached: true,
    cwd: '/',
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...runAs,
  });
  const dismiss = child.pid ? watchChild({ pid: child.pid, signal: lastSignal, runAs }) : (): void => {};
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`cannot be started: ${error.message}`));
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  void ended.then(dismiss);
  return { pid: child.pid, ended, end: (signals) => endChild(child, ended, signals) };
}

async function endChild(
  child: ChildProcess,
  ended: Promise<string>,
  signals: readonly (readonly [NodeJS.Signals, number])[],
): Promise<void> {
  for (const [signal, graceMs] of signals) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await Promise.race([ended, pause(graceMs, undefined, { ref: false })]);
  }
}
