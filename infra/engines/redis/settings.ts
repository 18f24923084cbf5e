import { parseMemorySize } from './memory-size.ts';
import type { RedisOptions } from './server.ts';
import { type EvictionPolicy, evictionPolicies } from './store/eviction.ts';

/** JSON in `BROWNOUT_BOOT`, when the parent gives no arguments; the sizes are those of stack.yaml. */
export interface RedisBoot {
  port: number;
  maxmemoryMb: number;
  maxmemoryPolicy: string;
}

/** The arguments make no sense; the message says what to write instead. */
export class UsageError extends Error {}

type Settings = Pick<RedisOptions, 'bind' | 'port' | 'maxmemory' | 'policy'>;

export const defaults: Settings = { bind: '127.0.0.1', port: 6379, maxmemory: 0, policy: 'noeviction' };

/** Reads `--port 6379 --bind 127.0.0.1 --maxmemory 64mb --maxmemory-policy allkeys-lru`. @throws UsageError */
export function parseArguments(args: readonly string[]): Settings {
  const settings = { ...defaults };
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at] ?? '', args[at + 1]];
    if (value === undefined) throw new UsageError(`${name} needs a value`);
    if (name === '--port') settings.port = parsePort(value);
    else if (name === '--bind') settings.bind = parseBind(value);
    else if (name === '--maxmemory') settings.maxmemory = parseMemory(value);
    else if (name === '--maxmemory-policy') settings.policy = parsePolicy(value);
    else throw new UsageError(`unknown option ${name}: there are --port, --bind, --maxmemory and --maxmemory-policy`);
  }
  return settings;
}

/** @throws UsageError */
export function settingsFromBoot({ port, maxmemoryMb, maxmemoryPolicy }: RedisBoot): Settings {
  return {
    ...defaults,
    port: parsePort(String(port)),
    maxmemory: Math.round(maxmemoryMb * 1024 * 1024),
    policy: parsePolicy(maxmemoryPolicy),
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`--port ${text}: write a number from 0 to 65535`);
  return port;
}

function parseBind(text: string): string {
  if (!/^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(text))
    throw new UsageError(`--bind ${text}: this server has no password, it listens on loopback only`);
  return text;
}

function parseMemory(text: string): number {
  const bytes = parseMemorySize(text);
  if (bytes === undefined) throw new UsageError(`--maxmemory ${text}: write a size such as 64mb`);
  return bytes;
}

function parsePolicy(text: string): EvictionPolicy {
  const policy = evictionPolicies.find((known) => known === text);
  if (!policy) throw new UsageError(`--maxmemory-policy ${text}: one of ${evictionPolicies.join(', ')}`);
  return policy;
}
