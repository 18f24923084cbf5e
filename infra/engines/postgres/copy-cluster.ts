import { spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from '../keeper/account.ts';

export interface ClusterCopy {
  template: string;
  dataDir: string;
  owner: Account | null;
  /** Force every file to disk before the cluster is used. */
  durable: boolean;
}

/** Makes `dataDir` a copy of the template unless it is a cluster already. Half a copy never has the final name. */
export function copyCluster({ template, dataDir, owner, durable }: ClusterCopy): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  mkdirSync(dirname(dataDir), { recursive: true });
  const staging = `${dataDir}.new`;
  rmSync(staging, { recursive: true, force: true });
  // Synchronous on purpose: a keeper has nothing else to do, and the promise version takes six times as long.
  copyFolder({ from: template, to: staging, owner });
  if (durable) flushTree(staging);
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(staging, dataDir);
}

interface FolderCopy {
  from: string;
  to: string;
  owner: Account | null;
}

function copyFolder({ from, to, owner }: FolderCopy): void {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      copyFolder({ from: source, to: target, owner });
      continue;
    }
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    if (owner) chownSync(target, owner.uid, owner.gid);
  }
  if (owner) chownSync(to, owner.uid, owner.gid);
}

/** One call for the whole file system where there is one (GNU `sync -f`); file by file it takes seconds. */
function flushTree(folder: string): void {
  if (process.platform === 'linux' && spawnSync('sync', ['-f', folder], { stdio: 'ignore' }).status === 0) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) flush(join(entry.parentPath, entry.name));
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
