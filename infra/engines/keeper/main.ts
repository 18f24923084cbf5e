/**
 * Program that runs engines which are not ours (a real Redis, Kafka, Toxiproxy) and never leaves them behind: they end when it is
 * told to stop, when its parent goes, and when it is killed itself. What they hold is a sandbox's, so they are ended without ceremony.
 */
import { announceReady, endWithParent, readBoot } from '../../process/lifeline.ts';
import { type Command, type KeptChild, keepChild } from './keep-child.ts';
import type { KeeperBoot } from './keeper-boot.ts';

const stopSignals = [
  ['SIGTERM', 700],
  ['SIGKILL', 2000],
] as const;

const boot = readBoot<KeeperBoot>();
const running: KeptChild[] = [];
let stopping = false;

endWithParent(async () => {
  stopping = true;
  await Promise.all(running.map((child) => child.end(stopSignals)));
});
keep().catch(async (error: unknown) => {
  if (stopping) return;
  console.error(error instanceof Error ? error.message : String(error));
  await Promise.all(running.map((child) => child.end(stopSignals)));
  process.exit(1);
});

async function keep(): Promise<void> {
  await Promise.all(boot.first.map(runToEnd));
  if (stopping) return;
  const ends = boot.programs.map(async (command) => {
    throw new Error(`${command.name} ended by itself (${await start(command).ended})`);
  });
  announceReady();
  await Promise.all(ends);
}

function start(command: Command): KeptChild {
  const child = keepChild(command);
  running.push(child);
  return child;
}

async function runToEnd(command: Command): Promise<void> {
  const reason = await start(command).ended;
  if (reason !== 'exit code 0') throw new Error(`${command.name} failed (${reason})`);
}
