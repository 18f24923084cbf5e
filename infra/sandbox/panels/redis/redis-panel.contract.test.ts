/** What is seen of a cache: on our server, and on the original where there is one. */
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Contract, describeServers } from '../../../engines/redis/contract-servers.fixture.ts';
import { RedisAdmin } from '../../admin/redis-admin.ts';
import { RedisLook } from './redis-panel.ts';

const limit = 64 * 1024 * 1024;

describeServers('the panel of Redis', ({ connect }: Contract) => {
  let admin: RedisAdmin;
  let client: Redis;
  const look = () => new RedisLook(admin, ['maintenance']);

  beforeEach(async () => {
    client = connect({ connectionName: 'shop-1' });
    admin = new RedisAdmin(Number(client.options.port));
    await client.config('SET', 'maxmemory', limit, 'maxmemory-policy', 'allkeys-lru');
    await client.slowlog('RESET');
  });
  afterEach(() => admin.close());

  async function fill(prefix: string, count: number, seconds: number): Promise<void> {
    const batch = client.pipeline();
    for (let index = 0; index < count; index += 1) batch.set(`${prefix}:${index}`, 'x'.repeat(50), 'EX', seconds);
    await batch.exec();
  }

  test('shows memory against its limit, the policy, and keys', async () => {
    await fill('page', 20, 60);
    const { memory, keys, version } = await look().read();
    expect(memory).toMatchObject({ max: limit, policy: 'allkeys-lru' });
    expect(memory.used).toBeGreaterThan(1000);
    expect(keys).toBe(20);
    expect(version).toMatch(/^\d+\.\d+/);
  });

  test('hits and misses are those of users: our own looks at 300 keys are none', async () => {
    await fill('page', 300, 60);
    const panel = look();
    await panel.read(0);
    await client.mget('page:1', 'page:2', 'page:3', 'none');
    const { rates, totals, sample } = await panel.read(20_000);
    expect(sample.keys).toBe(300);
    expect(totals).toMatchObject({ hits: 3, misses: 1 });
    expect(rates).toMatchObject({ overMs: 20_000, hitsPerSecond: 3 / 20, missesPerSecond: 1 / 20 });
  });

  test('keys are not looked at anew before ten seconds have passed', async () => {
    await fill('page', 5, 60);
    const panel = look();
    await panel.read(0);
    await fill('item', 5, 60);
    expect((await panel.read(9_000)).sample).toMatchObject({ keys: 5, agoMs: 9_000 });
    expect((await panel.read(10_000)).sample).toMatchObject({ keys: 10, agoMs: 0 });
  });

  test('keys that expire together show as one step of their prefix', async () => {
    await fill('page', 40, 30);
    for (let index = 0; index < 40; index += 1) await client.set(`item:${index}`, 'x', 'EX', 2 + index);
    const { sample } = await look().read();
    const filled = (prefix: string) =>
      sample.prefixes.find((each) => each.prefix === prefix)?.histogram.filter((count) => count > 0).length ?? 0;
    expect(sample.prefixes.map(({ prefix, keys }) => [prefix, keys])).toEqual([
      ['item:', 40],
      ['page:', 40],
    ]);
    expect(filled('page:')).toBeLessThanOrEqual(2);
    expect(filled('item:')).toBeGreaterThan(8);
  });

  test('under an LFU policy the most used keys are on top, else the largest', async () => {
    await fill('page', 30, 60);
    await client.set('page:big', 'x'.repeat(5000), 'EX', 60);
    const unused = (await look().read()).sample;
    expect(unused.hasFrequency).toBe(false);
    expect(unused.top[0]).toMatchObject({ key: 'page:big', frequency: null });
    await client.config('SET', 'maxmemory-policy', 'allkeys-lfu');
    // What a key has from another policy is no count of its uses.
    await client.flushall();
    await fill('page', 30, 60);
    for (let use = 0; use < 300; use += 1) await client.get('page:7');
    const { hasFrequency, top } = (await look().read()).sample;
    expect(hasFrequency).toBe(true);
    expect(top[0]).toMatchObject({ key: 'page:7', idleS: null });
    // A counter goes up by chance, but the first use of a new key always counts.
    expect(top[0]?.frequency).toBeGreaterThan(top[1]?.frequency ?? Number.POSITIVE_INFINITY);
  });

  test('slow commands are shown with their client, and ours are not', async () => {
    await client.config('SET', 'slowlog-log-slower-than', '0');
    await client.set('page:1', 'x');
    await admin.info();
    await client.config('SET', 'slowlog-log-slower-than', '10000');
    const { slow, slowerThanUs } = await look().read();
    expect(slowerThanUs).toBe(10_000);
    expect(slow.find(({ command }) => command.startsWith('set page:1'))).toMatchObject({ client: 'shop-1', agoS: expect.any(Number) });
    expect(slow.filter(({ client: name }) => name === 'maintenance')).toEqual([]);
  });

  test('clients are shown by name, and ours are not', async () => {
    const other = connect({ connectionName: 'shop-1' });
    await other.ping();
    await client.get('page:1');
    // The connection without a name is the one that emptied the server before the test.
    await vi.waitFor(
      async () =>
        expect((await look().read()).clients).toEqual([
          expect.objectContaining({ name: '', connections: 1 }),
          expect.objectContaining({ name: 'shop-1', connections: 2, lastCommand: 'get' }),
        ]),
      30_000,
    );
  });

  test('an empty cache is seen as one', async () => {
    expect(await look().read()).toMatchObject({ keys: 0, rates: null, slow: [], sample: { keys: 0, top: [], prefixes: [] } });
  });
});
