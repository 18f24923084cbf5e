import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '../keeper/account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { UnsupportedPlatform } from './platform.ts';
import { publishOnce } from './publish-once.ts';

/** Only this machine, and on it everybody: the port is on loopback and holds nothing but a game's data. */
const accessRules = 'host all all 127.0.0.1/32 trust\n';

/** What a cluster is made with, for `initdb`. Small WAL segments, because every new cluster is a copy that holds one whole. */
export const clusterOptions = ['--wal-segsize=4', '--locale=C', '--encoding=UTF8', '--no-sync'];

const initdbOptions = [...clusterOptions, '-U', 'postgres', '--auth=trust', '--no-instructions'];

/** Templates of other options are left alone: another version of this program may be copying them. */
const emptyKey = createHash('sha256')
  .update(JSON.stringify([initdbOptions, accessRules]))
  .digest('hex')
  .slice(0, 8);

/**
 * An empty cluster (superuser `postgres`, UTF-8, C locale), made once per version; new clusters are copies of it,
 * which takes a fifth of the time of `initdb`.
 */
export async function createTemplate(binaries: PostgresBinaries): Promise<string> {
  const template = join(binaries.cacheDir, `template-${emptyKey}`);
  await publishOnce(template, async (staging) => {
    await mkdir(staging, { mode: 0o700 });
    await give(staging, binaries.runAs);
    await initdb(binaries, staging);
    await writeFile(join(staging, 'pg_hba.conf'), accessRules);
  });
  return template;
}

/** A cluster with contents, made once per key. `fill` makes it in the folder it is given. */
export async function createFilledTemplate(
  binaries: PostgresBinaries,
  key: string,
  fill: (dataDir: string) => Promise<void>,
): Promise<string> {
  const template = join(binaries.cacheDir, `template-${emptyKey}-${key}`);
  await publishOnce(template, fill);
  return template;
}

async function give(path: string, account: Account | null): Promise<void> {
  await chmod(path, 0o700);
  if (account) await chown(path, account.uid, account.gid);
}

function initdb({ binDir, runAs }: PostgresBinaries, dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(binDir, 'initdb'), ['-D', dataDir, ...initdbOptions], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      ...runAs,
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2000);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      // The file is there: what is missing is the loader it names, that is glibc.
      if (error.code === 'ENOENT') reject(new UnsupportedPlatform('The Postgres binaries of npm need glibc, which is not on this machine'));
      else reject(new Error(`initdb cannot be started: ${error.message}`, { cause: error }));
    });
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed with exit code ${code}: ${complaint.trim() || 'it said nothing'}`));
    });
  });
}
