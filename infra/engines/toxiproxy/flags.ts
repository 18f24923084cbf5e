/** The command line of toxiproxy-server, by the rules of Go's flag package: `-port 1`, `-port=1`, one or two dashes. */

export interface Flags {
  host: string;
  port: number;
  /** Path of a JSON file with proxies; empty for none. */
  config: string;
  /** Empty: a seed of its own for every run. */
  seed: string;
  proxyMetrics: boolean;
  runtimeMetrics: boolean;
  version: boolean;
}

/** A command line that cannot be run; `message` is meant for the terminal. */
export class UsageError extends Error {}

const texts = { host: 'host', port: 'port', config: 'config', seed: 'seed' } as const;
const switches = { 'proxy-metrics': 'proxyMetrics', 'runtime-metrics': 'runtimeMetrics', version: 'version' } as const;

export const usage = `Usage of toxiproxy-server:
  -config string
    	JSON file containing proxies to create on startup
  -host string
    	Host for toxiproxy's API to listen on (default "localhost")
  -port string
    	Port for toxiproxy's API to listen on (default "8474")
  -proxy-metrics
    	enable toxiproxy-specific prometheus metrics (default "false")
  -runtime-metrics
    	enable runtime-related prometheus metrics (default "false")
  -seed int
    	Seed for randomizing toxics with (default: another one each run)
  -version
    	print the version (default "false")
`;

/** @throws UsageError for an unknown flag, a missing value or one of a wrong form. */
export function parseFlags(args: readonly string[]): Flags {
  const values = { host: 'localhost', port: '8474', config: '', seed: '' };
  const set = { proxyMetrics: false, runtimeMetrics: false, version: false };
  const rest = [...args];
  for (let arg = rest.shift(); isFlag(arg); arg = rest.shift()) {
    const [, name = '', inline] = /^--?([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (isSwitch(name)) set[switches[name]] = readSwitch(name, inline ?? 'true');
    else values[textFlag(name)] = inline ?? nextValue(rest, name);
  }
  requireWhole('seed', values.seed);
  return { ...values, ...set, port: readPort(values.port) };
}

function requireWhole(name: string, text: string): void {
  if (!/^-?\d*$/.test(text)) throw new UsageError(`invalid value "${text}" for flag -${name}: parse error`);
}

/** As Go's flag package: `-` and `--` end the flags. */
function isFlag(arg: string | undefined): arg is string {
  return arg !== undefined && arg.startsWith('-') && arg !== '-' && arg !== '--';
}

function isSwitch(name: string): name is keyof typeof switches {
  return Object.hasOwn(switches, name);
}

function textFlag(name: string): keyof typeof texts {
  if (!Object.hasOwn(texts, name)) throw new UsageError(`flag provided but not defined: -${name}`);
  return texts[name as keyof typeof texts];
}

function nextValue(rest: string[], name: string): string {
  const value = rest.shift();
  if (value === undefined) throw new UsageError(`flag needs an argument: -${name}`);
  return value;
}

function readSwitch(name: string, text: string): boolean {
  if (/^(1|t|true)$/i.test(text)) return true;
  if (/^(0|f|false)$/i.test(text)) return false;
  throw new UsageError(`invalid boolean value "${text}" for -${name}: parse error`);
}

function readPort(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65535)
    throw new UsageError(`invalid value "${text}" for flag -port: not a port from 0 to 65535`);
  return Number(text);
}
