/** What the environment says about this server. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../infra/process/paths.ts';
import type { Destinations } from './outbound/notifier.ts';

export interface Settings {
  host: string;
  port: number;
  dataDir: string;
  /** Postgres of the store; null for the embedded one. */
  databaseUrl: string | null;
  /** Of the traces that are kept of each sandbox; null for the default of 48 MB. */
  traceBytes: number | null;
  /** Who outside is told of alerts. */
  destinations: Destinations;
  /** Base URL of a backend that all accepted OTLP is passed on to; null for none. */
  otlpForwardUrl: string | null;
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
    traceBytes: megabytes(numberIn({ name: 'BROWNOUT_TRACE_MB', value: environment['BROWNOUT_TRACE_MB'], min: 8, max: 4096 })),
    destinations: readDestinations(environment),
    otlpForwardUrl: urlIn('BROWNOUT_OTLP_URL', environment),
    ratePerSecond: numberIn({ name: 'BROWNOUT_RATE', value: environment['BROWNOUT_RATE'], min: 10, max: 600 }),
  };
}

const bytesPerMb = 1024 * 1024;
const megabytes = (value: number | null): number | null => (value === null ? null : value * bytesPerMb);

const pagerDutyUrl = 'https://events.pagerduty.com/v2/enqueue';

function readDestinations(environment: NodeJS.ProcessEnv): Destinations {
  const routingKey = environment['BROWNOUT_PAGERDUTY_KEY'] || null;
  return {
    webhookUrl: urlIn('BROWNOUT_ALERT_WEBHOOK_URL', environment),
    pagerDuty: routingKey === null ? null : { url: urlIn('BROWNOUT_PAGERDUTY_URL', environment) ?? pagerDutyUrl, routingKey },
    slackUrl: urlIn('BROWNOUT_SLACK_URL', environment),
  };
}

/** The value is not repeated: addresses of webhooks are secrets. */
function urlIn(name: string, environment: NodeJS.ProcessEnv): string | null {
  const value = environment[name];
  if (!value) return null;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/$/, '');
  throw new Error(`${name} is not usable: give a URL that begins with http:// or https://.`);
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
