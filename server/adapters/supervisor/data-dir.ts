import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const namePattern = /^(\d+)-[0-9a-z]+$/;

/** Makes the directory of one sandbox, named after this process so that a later server knows whom it belonged to. */
export async function makeDataDir(parent: string, sandboxId: string): Promise<string> {
  const dataDir = join(parent, `${process.pid}-${sandboxId}`);
  await mkdir(dataDir, { recursive: true });
  // Postgres may run under another account (never as root), which must be able to walk down to its part.
  await chmod(dataDir, 0o711);
  return dataDir;
}

/** Removes directories of sandboxes whose server is gone. */
export async function sweepDataDirs(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  const stale = names.filter((name) => {
    const pid = Number(namePattern.exec(name)?.[1] ?? 0);
    return pid > 0 && pid !== process.pid && !isAlive(pid);
  });
  await Promise.all(stale.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
