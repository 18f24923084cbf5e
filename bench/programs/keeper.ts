/** Runs a foreign program (the arguments) and ends it when the bench ends, in whatever way that happens. */
import { spawn } from 'node:child_process';
import { announceReady, endWithParent, readBoot } from '../../infra/process/lifeline.ts';

export interface KeeperBoot {
  /** Working directory. */
  folder?: string;
  /** Added to ours. */
  environment?: Record<string, string>;
  /** SIGKILL this long after SIGINT. */
  killAfterMs: number;
}

const [command = '', ...args] = process.argv.slice(2);
const { folder, environment, killAfterMs } = readBoot<KeeperBoot>();
let end = async (): Promise<void> => {};

function start(): void {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    ...(folder === undefined ? {} : { cwd: folder }),
    // A group of its own: it gets one SIGINT, from us, as a whole.
    detached: true,
  });
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code ?? -1));
  });
  end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    signal(child.pid, 'SIGINT');
    const kill = setTimeout(() => signal(child.pid, 'SIGKILL'), killAfterMs);
    await ended;
    clearTimeout(kill);
  };
  process.send?.({ type: 'started', pid: child.pid ?? 0 });
  void ended.then((exitCode) => process.send?.({ type: 'ended', exitCode }));
}

function signal(group: number | undefined, name: NodeJS.Signals): void {
  try {
    if (group !== undefined) process.kill(-group, name);
  } catch {
    // It is gone already.
  }
}

/** `endWithParent` cuts a stop that takes longer than 5 s, so the patience is less. */
process.once('message', start);
endWithParent(() => end());
announceReady();
