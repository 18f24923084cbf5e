/** Identities that outlive the process: a token says who somebody is in which drill, and is signed with a secret of the data folder. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const identitySchema = z.strictObject({ drillId: z.string(), playerId: z.string(), name: z.string() });
/** Who a token stands for. */
export type TokenIdentity = z.infer<typeof identitySchema>;

export interface PlayerTokens {
  issue(identity: TokenIdentity): string;
  /** The one id in this drill of whoever made up `entry`; it cannot be chosen. */
  playerIdOf(drillId: string, entry: string): string;
  /** Null for anything that this house has not signed. */
  verify(token: string): TokenIdentity | null;
}

const secretBytes = 32;
const playerIdBytes = 4;
const secretFile = 'player-secret';

/** @param secret 32 bytes; another one makes all former tokens worthless */
export function createPlayerTokens(secret: Buffer): PlayerTokens {
  const sign = (payload: string): Buffer => createHmac('sha256', secret).update(payload).digest();
  return {
    issue({ drillId, playerId, name }) {
      const payload = Buffer.from(JSON.stringify({ drillId, playerId, name })).toString('base64url');
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    playerIdOf: (drillId, entry) => `p-${sign(`entry ${drillId} ${entry}`).subarray(0, playerIdBytes).toString('hex')}`,
    verify(token) {
      const [payload = '', signature = '', ...rest] = token.split('.');
      if (rest.length > 0) return null;
      const [given, wanted] = [Buffer.from(signature, 'base64url'), sign(payload)];
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      return identitySchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data ?? null;
    },
  };
}

/** The secret of a data folder, made when it is missing or damaged. Readable by its owner only. */
export function loadPlayerSecret(dataDir: string): Buffer {
  const file = join(dataDir, secretFile);
  const known = readSecret(file);
  if (known) return known;
  mkdirSync(dataDir, { recursive: true });
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(fresh, randomBytes(secretBytes), { mode: 0o600, flag: 'wx' });
  try {
    // Linking never replaces what another process wrote in the meantime.
    linkSync(fresh, file);
  } catch {
    // It is there and damaged, or this file system has no links.
    if (!readSecret(file)) renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
  const secret = readSecret(file);
  if (!secret) throw new Error(`${file} cannot be read back; check that the disk is not full and the folder is writable.`);
  return secret;
}

function readSecret(file: string): Buffer | null {
  try {
    const secret = readFileSync(file);
    if (secret.length !== secretBytes) return null;
    chmodSync(file, 0o600);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
