import { readFileSync } from 'node:fs';
import type { Account } from '../keeper/account.ts';

const usualNobody: Account = { uid: 65534, gid: 65534 };

/** Who Postgres must run as: it refuses root, so `nobody` then; otherwise null, ourselves. */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  try {
    return parseNobody(readFileSync('/etc/passwd', 'utf8')) ?? usualNobody;
  } catch {
    return usualNobody;
  }
}

/** Finds `nobody` in the text of `/etc/passwd`. */
export function parseNobody(passwd: string): Account | null {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  const [, , uid, gid] = fields ?? [];
  if (!uid || !gid) return null;
  // macOS writes -2; the system calls want the unsigned number.
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}
