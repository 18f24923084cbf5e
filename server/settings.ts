/** What the environment says about this server. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../infra/process/paths.ts';
import type { Destinations } from './outbound/notifier.ts';
import type { WorkerBoot } from './telemetry/messages.ts';

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
  /** The backend that all accepted OTLP is passed on to; null for none. */
  otlpForward: WorkerBoot['forward'];
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
    otlpForward: readForward(environment),
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

function readForward(environment: NodeJS.ProcessEnv): Settings['otlpForward'] {
  const url = urlIn('BROWNOUT_OTLP_URL', environment);
  return url === null ? null : { url, headers: headersIn('BROWNOUT_OTLP_HEADERS', environment) };
}

/** As `OTEL_EXPORTER_OTLP_HEADERS` is written: `name=value,name2=value2`, values percent-encoded. They are secrets, and not repeated. */
function headersIn(name: string, environment: NodeJS.ProcessEnv): Record<string, string> {
  const written = (environment[name] ?? '').split(',').filter((part) => part.trim() !== '');
  try {
    const pairs = written.map((part): [string, string] => {
      const [key = '', ...value] = part.split('=');
      if (value.length === 0) throw new Error('no value');
      return [key.trim(), decodeURIComponent(value.join('=').trim())];
    });
    return Object.fromEntries(new Headers(pairs));
  } catch {
    throw new Error(`${name} is not usable: write name=value,name2=value2, with values percent-encoded.`);
  }
}

/** The value is not repeated: addresses of webhooks are secrets. */
function urlIn(name: string, environment: NodeJS.ProcessEnv): string | null {
  const value = environment[name];
  if (!value) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url && /^https?:$/.test(url.protocol) && `${url.username}${url.password}` === '') return value.replace(/\/$/, '');
  throw new Error(`${name} is not usable: give a URL that begins with http:// or https:// and has no user or password in it.`);
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
