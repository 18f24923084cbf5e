import { Redis } from 'ioredis';
import type { Desired } from '../../../core/sandbox/desired.ts';
import { SandboxFailure } from '../failure.ts';

type RedisConfig = Desired['redis'];

const bytesPerMb = 1024 * 1024;

/** The supervisor's own way to the cache: direct, not through a proxy. */
export class RedisAdmin {
  private readonly client: Redis;

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

  /** `INFO` as name and value. @throws Error */
  async info(): Promise<Record<string, string>> {
    const text = await this.client.info();
    const pairs = text.split('\r\n').filter((line) => line.includes(':'));
    return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
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

function refuse(what: string): (cause: unknown) => never {
  return (cause) => {
    throw new SandboxFailure('apply_failed', `redis refused ${what}: ${(cause as Error).message}`, { component: 'redis' });
  };
}
