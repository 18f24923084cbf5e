import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLine } from '../../process/command-line.ts';
import { parsePidFile } from './pid-file.ts';

/** Another process works on the data directory. */
class DataDirectoryInUse extends Error {
  readonly code = 'postgres_data_directory_in_use';
}

/**
 * Takes the data directory for this process: nobody else's keeper may be alive on it, a server whose keeper died is
 * ended, and a `postmaster.pid` that names nobody is removed. Returns what gives it back.
 * @throws DataDirectoryInUse
 */
export async function claimDataDir(dataDir: string): Promise<() => void> {
  const claim = `${dataDir}.keeper`;
  mkdirSync(dirname(dataDir), { recursive: true });
  const holder = readPid(claim);
  if (holder !== null && holder !== process.pid && commandLine(holder).includes('postgres-keeper')) {
    throw new DataDirectoryInUse(`${dataDir} is in use by process ${holder}: stop that Brownout first, or give this one another directory`);
  }
  writeFileSync(claim, `${process.pid}\n`);
  await endOrphan(dataDir);
  return () => rmSync(claim, { force: true });
}

async function endOrphan(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid === null) return;
  const isOrphan = (): boolean => commandLine(pid).includes(dataDir);
  for (const [signal, graceMs] of [
    ['SIGINT', 3000],
    ['SIGQUIT', 1500],
    ['SIGKILL', 500],
  ] as const) {
    if (!isOrphan()) break;
    process.kill(pid, signal);
    const until = performance.now() + graceMs;
    while (isOrphan() && performance.now() < until) await pause(20);
  }
  rmSync(pidFile, { force: true });
}

function readPid(file: string): number | null {
  try {
    return parsePidFile(readFileSync(file, 'utf8'))?.pid ?? null;
  } catch {
    return null;
  }
}
