import { Redis } from 'ioredis';
import type { SampledKey } from '../../../core/protocol/panels-redis.ts';
import type { Desired } from '../../../core/sandbox/desired.ts';
import { SandboxFailure } from '../failure.ts';

type RedisConfig = Desired['redis'];

/** An entry of the slow log. */
export interface SlowCommand {
  id: number;
  /** Unix seconds. */
  atS: number;
  tookUs: number;
  words: string[];
  /** What the client called itself. */
  name: string;
}

const bytesPerMb = 1024 * 1024;
/** Looked at in one block, during which nobody else is served: a millisecond or two. */
const keysAtOnce = 100;

/** The supervisor's own way to the cache: direct, not through a proxy. */
export class RedisAdmin {
  private readonly client: Redis;
  /** Hits and misses of our own looks, which are no users'. */
  private readonly own = { hits: 0, misses: 0 };

  constructor(readonly port: number) {
    this.client = new Redis({ host: '127.0.0.1', port, connectionName: 'maintenance', maxRetriesPerRequest: 1, lazyConnect: true });
    // Every command reports its own failure; without a listener the client would print them.
    this.client.on('error', () => {});
  }

  async readConfig(): Promise<RedisConfig> {
    const [maxmemory, policy] = await Promise.all([this.setting('maxmemory'), this.setting('maxmemory-policy')]).catch(
      refuse('telling its memory limit'),
    );
    return { maxmemoryMb: Number(maxmemory) / bytesPerMb, maxmemoryPolicy: policy };
  }

  /** @returns what was changed, nothing when it was so already. @throws SandboxFailure `apply_failed` */
  async apply(wanted: RedisConfig): Promise<string[]> {
    const actual = await this.readConfig();
    if (actual.maxmemoryMb === wanted.maxmemoryMb && actual.maxmemoryPolicy === wanted.maxmemoryPolicy) return [];
    const bytes = Math.round(wanted.maxmemoryMb * bytesPerMb);
    await this.client.config('SET', 'maxmemory-policy', wanted.maxmemoryPolicy).catch(refuse('a new eviction policy'));
    await this.client.config('SET', 'maxmemory', bytes).catch(refuse('a new memory limit'));
    return [`redis: maxmemory ${wanted.maxmemoryMb} MB, ${wanted.maxmemoryPolicy}`];
  }

  /** @returns number of keys that were there. @throws SandboxFailure `apply_failed` */
  async flush(): Promise<number> {
    const keys = await this.client.dbsize().catch(refuse('counting keys'));
    await this.client.flushall().catch(refuse('a flush'));
    return keys;
  }

  /** Makes every key there is expire at one moment, Unix milliseconds. @returns how many. @throws SandboxFailure */
  async expireAllAt(atMs: number): Promise<number> {
    const keys = await this.keys().catch(refuse('listing keys'));
    const batch = this.client.pipeline();
    for (const key of keys) batch.pexpireat(key, atMs);
    await batch.exec().catch(refuse('new expiries'));
    return keys.length;
  }

  /** @throws SandboxFailure */
  async remove(key: string): Promise<void> {
    await this.client.del(key).catch(refuse(`deleting ${key}`));
  }

  /** Deletes keys that begin with none of `prefixes`. @returns which. @throws SandboxFailure */
  async removeForeign(prefixes: readonly string[]): Promise<string[]> {
    const foreign = await this.foreignKeys(prefixes);
    if (foreign.length > 0) await this.client.del(...foreign).catch(refuse('deleting keys'));
    return foreign;
  }

  /** Keys that no service wrote, and clients whose name is none of `names`, in words. @throws SandboxFailure */
  async foreignTraces(prefixes: readonly string[], names: readonly string[]): Promise<string[]> {
    const keys = await this.foreignKeys(prefixes);
    const list = String(await this.client.client('LIST').catch(refuse('listing clients')));
    const clients = [...list.matchAll(/ name=(\S*)/g)].map((found) => found[1] ?? '');
    return [
      ...keys.map((key) => `redis has key ${key}`),
      ...clients.filter((name) => name !== '' && !names.includes(name)).map((name) => `redis has a client ${name}`),
    ];
  }

  private async foreignKeys(prefixes: readonly string[]): Promise<string[]> {
    const keys = await this.keys().catch(refuse('listing keys'));
    return keys.filter((key) => !prefixes.some((prefix) => key.startsWith(prefix)));
  }

  /** Some at a time, so that nobody waits for us. */
  private async keys(): Promise<string[]> {
    const found = new Set<string>();
    let cursor = '0';
    do {
      const [next, keys] = await this.client.scan(cursor, 'COUNT', 500);
      for (const key of keys) found.add(key);
      cursor = next;
    } while (cursor !== '0');
    return [...found];
  }

  /** `INFO` as name and value, without the hits and misses that we caused. @throws Error */
  async info(): Promise<Record<string, string>> {
    const info = fieldsOf(await this.client.info());
    const without = (field: string, own: number): Record<string, string> =>
      info[field] === undefined ? {} : { [field]: String(Math.max(0, Number(info[field]) - own)) };
    return { ...info, ...without('keyspace_hits', this.own.hits), ...without('keyspace_misses', this.own.misses) };
  }

  /** Newest first. @throws SandboxFailure */
  async slowLog(most: number): Promise<{ slowerThanUs: number; commands: SlowCommand[] }> {
    const [threshold, entries] = await Promise.all([this.setting('slowlog-log-slower-than'), this.client.slowlog('GET', most)]).catch(
      refuse('its slow log'),
    );
    const commands = (entries as [number, number, number, string[], string?, string?][]).map(([id, atS, tookUs, words, , name = '']) => ({
      ...{ id, atS, tookUs, words, name },
    }));
    return { slowerThanUs: Number(threshold), commands };
  }

  /** Everybody who is connected. @throws SandboxFailure */
  async clients(): Promise<{ name: string; idleS: number; command: string }[]> {
    const list = String(await this.client.client('LIST').catch(refuse('listing clients')));
    const field = (line: string, name: string): string => new RegExp(`(?:^| )${name}=(\\S*)`).exec(line)?.[1] ?? '';
    return list
      .split('\n')
      .filter((line) => line.includes('id='))
      .map((line) => ({ name: field(line, 'name'), idleS: Number(field(line, 'idle')), command: field(line, 'cmd') }));
  }

  /** Some of the keys, as a walk meets them, with what they cost and how long they have left. @throws SandboxFailure */
  async sampleKeys(most: number): Promise<SampledKey[]> {
    const policy = await this.setting('maxmemory-policy').catch(refuse('telling its policy'));
    const use = policy.endsWith('-lfu') ? 'FREQ' : 'IDLETIME';
    const sampled: SampledKey[] = [];
    let cursor = '0';
    do {
      const [next, keys] = await this.client.scan(cursor, 'COUNT', keysAtOnce).catch(refuse('listing keys'));
      const answers = await this.unnoticed(
        keys.flatMap((key) => [
          ['pttl', key],
          ['object', use, key],
          ['memory', 'usage', key],
        ]),
      );
      sampled.push(...keys.flatMap((key, index) => sampledKey(key, use, answers.slice(index * 3, index * 3 + 3))));
      cursor = next;
    } while (cursor !== '0' && sampled.length < most);
    return sampled.slice(0, most);
  }

  /** Runs commands as one block, between two counts of hits and misses: nobody else's can be among them. */
  private async unnoticed(commands: readonly string[][]): Promise<(string | number | null)[]> {
    if (commands.length === 0) return [];
    const block = await this.client
      .multi([['info', 'stats'], ...commands, ['info', 'stats']])
      .exec()
      .catch(refuse('looking at keys'));
    const answers = (block ?? []).map(([error, value]) => (error ? null : (value as string | number | null)));
    const [before, after] = [fieldsOf(String(answers[0])), fieldsOf(String(answers.at(-1)))];
    const grown = (field: string): number => Number(after[field] ?? 0) - Number(before[field] ?? 0);
    this.own.hits += grown('keyspace_hits');
    this.own.misses += grown('keyspace_misses');
    return answers.slice(1, -1);
  }

  close(): void {
    this.client.disconnect();
  }

  private async setting(name: string): Promise<string> {
    const answer: unknown = await this.client.config('GET', name);
    const value: unknown = Array.isArray(answer) ? answer[1] : (answer as Record<string, unknown>)[name];
    return String(value);
  }
}

function fieldsOf(info: string): Record<string, string> {
  const lines = info.split('\r\n').filter((line) => line.includes(':'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

/** Nothing for a key that went away while it was looked at. */
function sampledKey(key: string, use: 'FREQ' | 'IDLETIME', [ttl, used, bytes]: (string | number | null)[]): SampledKey[] {
  if (ttl === -2 || typeof bytes !== 'number') return [];
  const usedBy = (kind: typeof use): number | null => (kind === use && typeof used === 'number' ? used : null);
  const ttlMs = typeof ttl === 'number' && ttl >= 0 ? ttl : null;
  return [{ key: key.slice(0, 200), bytes, ttlMs, frequency: usedBy('FREQ'), idleS: usedBy('IDLETIME') }];
}

function refuse(what: string): (cause: unknown) => never {
  return (cause) => {
    throw new SandboxFailure('apply_failed', `redis refused ${what}: ${(cause as Error).message}`, { component: 'redis' });
  };
}
