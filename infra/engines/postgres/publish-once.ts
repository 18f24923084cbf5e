import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Fills a folder that never changes again. `fill` writes into a folder of its own, which then takes the final name in
 * one step; when another process was faster, its result is kept. So nobody ever sees a half-filled folder.
 */
export async function publishOnce(folder: string, fill: (staging: string) => Promise<void>): Promise<void> {
  if (await isOurs(folder)) return;
  const staging = `${folder}.${process.pid}.${process.hrtime.bigint().toString(36)}`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    await fill(staging);
    await rename(staging, folder);
  } catch (cause) {
    if (!(await isOurs(folder))) throw cause;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * Whether the folder is there. In a directory that everybody may write in, somebody else could have put it there first.
 * @throws Error when it belongs to another account.
 */
async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  if (!found) return false;
  const ownUid = process.getuid?.();
  if (ownUid !== undefined && ownUid !== 0 && found.uid !== ownUid) {
    throw new Error(`${folder} belongs to another account (uid ${found.uid}): remove it, or set TMPDIR to a directory of your own`);
  }
  return true;
}
