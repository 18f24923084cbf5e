/** What the environment says about this server. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../infra/process/paths.ts';

export interface Settings {
  host: string;
  port: number;
  dataDir: string;
  /** Postgres of the store; null for the embedded one. */
  databaseUrl: string | null;
  /** Arrivals per second; null for the stack's own. */
  ratePerSecond: number | null;
}

/** @throws Error with one line saying which variable is wrong and what it may be */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  return {
    host: environment['HOST'] || '127.0.0.1',
    port: numberIn({ name: 'PORT', value: environment['PORT'], min: 0, max: 65_535 }) ?? 4000,
    dataDir: environment['BROWNOUT_DATA'] || defaultDataDir(),
    databaseUrl: environment['DATABASE_URL'] || null,
    ratePerSecond: numberIn({ name: 'BROWNOUT_RATE', value: environment['BROWNOUT_RATE'], min: 10, max: 600 }),
  };
}

/** As root, Postgres runs under another account, which may not enter root's folders. */
function defaultDataDir(): string {
  if (process.getuid?.() !== 0) return join(projectRoot(), '.brownout');
  return join('/var/tmp', `brownout-${createHash('sha256').update(projectRoot()).digest('hex').slice(0, 12)}`);
}

function numberIn({ name, value, min, max }: { name: string; value: string | undefined; min: number; max: number }): number | null {
  if (value === undefined || value === '') return null;
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new Error(`${name}=${value} is not usable: give a whole number from ${min} to ${max}.`);
}
