/**
 * Program that starts one Postgres server, says when it accepts connections, and never leaves it behind.
 * Started by `startPostgres`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { announceReady, endWithParent, readBoot } from '../../process/lifeline.ts';
import { type KeptChild, keepChild } from '../keeper/keep-child.ts';
import { claimDataDir } from './claim.ts';
import { copyCluster } from './copy-cluster.ts';
import type { KeeperBoot } from './keeper-boot.ts';
import { parsePidFile } from './pid-file.ts';
import { serverArguments } from './settings.ts';

const readyPollMs = 10;
/** Shorter than the 5 s after which the lifeline cuts a stop. */
const fastShutdownMs = 3500;

const boot = readBoot<KeeperBoot>();
let server: KeptChild | undefined;
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

function startServer(): KeptChild {
  const child = keepChild({
    name: 'postgres',
    program: join(boot.binDir, 'postgres'),
    args: serverArguments(boot),
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    runAs: boot.runAs,
    lastSignal: 'QUIT',
  });
  void child.ended.then((reason) => {
    if (stopping) return;
    console.error(`postgres ended by itself (${reason})`);
    process.exit(1);
  });
  return child;
}

/** Reads the state that the server writes into its pid file, as pg_ctl does. */
async function untilReady(child: KeptChild): Promise<void> {
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
function stopServer(child: KeptChild): Promise<void> {
  return child.end([...(boot.durable ? [['SIGINT', fastShutdownMs] as const] : []), ['SIGQUIT', 700], ['SIGKILL', 2000]]);
}
