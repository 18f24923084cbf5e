/**
 * Program that starts one Postgres server, says when it accepts connections, and never leaves it behind.
 * Started by `startPostgres`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { announceReady, endWithParent, readBoot } from '../../process/lifeline.ts';
import { claimDataDir } from './claim.ts';
import { copyCluster } from './copy-cluster.ts';
import type { KeeperBoot } from './keeper-boot.ts';
import { parsePidFile } from './pid-file.ts';
import { serverArguments } from './settings.ts';
import { watchServer } from './watchdog.ts';

const readyPollMs = 10;
/** Shorter than the 5 s after which the lifeline cuts a stop. */
const fastShutdownMs = 3500;

const boot = readBoot<KeeperBoot>();
let server: ChildProcess | undefined;
let stopping = false;

endWithParent(async () => {
  stopping = true;
  if (server) await stopServer(server);
});
keep().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

async function keep(): Promise<void> {
  const release = await claimDataDir(boot.dataDir);
  process.on('exit', release);
  copyCluster({ template: boot.template, dataDir: boot.dataDir, owner: boot.runAs, durable: boot.durable });
  if (stopping) return;
  const started = startServer();
  server = started;
  await untilReady(started);
  announceReady({ pid: started.pid ?? 0 });
}

function startServer(): ChildProcess {
  const child = spawn(join(boot.binDir, 'postgres'), serverArguments(boot), {
    // A session of its own: Ctrl-C in a terminal reaches a whole group, and the store must outlive the server's goodbye.
    detached: true,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    stdio: ['ignore', 'inherit', 'inherit'],
    ...boot.runAs,
  });
  const dismiss = child.pid ? watchServer(child.pid, boot.runAs) : (): void => {};
  child.on('error', (error) => {
    console.error(`postgres cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    dismiss();
    if (stopping) return;
    console.error(`postgres ended by itself (${signal ?? `exit code ${code}`})`);
    process.exit(1);
  });
  return child;
}

/** Reads the state that the server writes into its pid file, as pg_ctl does. */
async function untilReady(child: ChildProcess): Promise<void> {
  for (;;) {
    const state = readPidFile();
    if (state?.pid === child.pid && state?.ready) return;
    await pause(readyPollMs);
  }
}

function readPidFile(): ReturnType<typeof parsePidFile> {
  try {
    return parsePidFile(readFileSync(join(boot.dataDir, 'postmaster.pid'), 'utf8'));
  } catch {
    return null;
  }
}

/** Fast shutdown keeps what was committed; where nothing needs keeping the immediate one is enough. */
async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (boot.durable) {
    child.kill('SIGINT');
    await Promise.race([ended, pause(fastShutdownMs, undefined, { ref: false })]);
  }
  child.kill('SIGQUIT');
  await Promise.race([ended, pause(700, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await ended;
}
