import { expect, test } from 'vitest';
import { seededRandom } from '../../kit/random.ts';
import { recordingKit } from '../recording-kit.fixture.ts';
import { PageCache } from './page-cache.ts';

function harness(options: { broken?: boolean } = {}) {
  const entries = new Map<string, { value: string; ttlMs: number }>();
  const asked: string[] = [];
  const clock = { nowMs: 0 };
  const wall = { nowMs: 0 };
  const recording = recordingKit('catalog-1');
  const random = seededRandom(3);
  const failing = async (): Promise<void> => {
    if (options.broken) throw new Error('connection reset');
  };
  const redis = {
    get: async (key: string) => {
      asked.push(key);
      await failing();
      return entries.get(key)?.value ?? null;
    },
    set: async (key: string, value: string, ttlMs: number) => {
      await failing();
      entries.set(key, { value, ttlMs });
    },
    del: async (key: string) => void entries.delete(key),
  };
  const cache = new PageCache({ ...recording.kit, random, wallMs: () => wall.nowMs }, redis, () => clock.nowMs);
  let loads = 0;
  const read = async (key: string): Promise<unknown> => JSON.parse(await cache.read(key, async () => ({ load: ++loads })));
  return { entries, asked, clock, wall, policies: recording.policies, cache, read };
}

test('a page is loaded once and then comes from the cache', async () => {
  const { read } = harness();
  expect(await read('product:1')).toEqual({ load: 1 });
  expect(await read('product:1')).toEqual({ load: 1 });
  expect(await read('product:2')).toEqual({ load: 2 });
});

test('an absent product is remembered as well', async () => {
  const { cache } = harness();
  let loads = 0;
  const load = async (): Promise<null> => {
    loads += 1;
    return null;
  };
  expect(await cache.read('product:999', load)).toBe('null');
  expect(await cache.read('product:999', load)).toBe('null');
  expect(loads).toBe(1);
});

test('entries live for the policy, spread by 20 % both ways', async () => {
  const { entries, policies, read } = harness();
  policies['cache.ttlMs'] = '10000';
  for (let page = 0; page < 200; page++) await read(`product:${page}`);
  const ttls = [...entries.values()].map(({ ttlMs }) => ttlMs);
  expect(Math.min(...ttls)).toBeGreaterThanOrEqual(8_000);
  expect(Math.max(...ttls)).toBeLessThanOrEqual(12_000);
  expect(Math.max(...ttls) - Math.min(...ttls)).toBeGreaterThan(3_000);
});

test('a broken cache counts as a miss', async () => {
  const { read } = harness({ broken: true });
  expect(await read('product:1')).toEqual({ load: 1 });
  expect(await read('product:1')).toEqual({ load: 2 });
});

test('a bypass does not touch the cache', async () => {
  const { asked, policies, read } = harness();
  await read('product:1');
  policies['cache.mode'] = 'bypass';
  expect(await read('product:1')).toEqual({ load: 2 });
  expect(asked).toEqual(['product:1']);
});

test('a bypass with a limit lets that many readers a second through', async () => {
  const { clock, policies, read } = harness();
  Object.assign(policies, { 'cache.mode': 'bypass', 'cache.originLimit': '20' });
  const served = async (attempts: number): Promise<number> => {
    const results = await Promise.allSettled(Array.from({ length: attempts }, () => read('product:1')));
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ status: 503, code: 'origin_limited' });
    return results.filter(({ status }) => status === 'fulfilled').length;
  };
  let total = 0;
  for (clock.nowMs = 0; clock.nowMs < 10_000; clock.nowMs += 100) total += await served(10);
  expect(total).toBeGreaterThanOrEqual(200);
  expect(total).toBeLessThanOrEqual(206);
});

test('the limit follows its policy', async () => {
  const { policies, read } = harness();
  Object.assign(policies, { 'cache.mode': 'bypass', 'cache.originLimit': '1' });
  await read('product:1');
  await expect(read('product:1')).rejects.toMatchObject({ code: 'origin_limited' });
  policies['cache.originLimit'] = '0';
  await expect(read('product:1')).resolves.toBeDefined();
});

test('TTLs differ by a fifth either way, and not at all without jitter', async () => {
  const { read, entries, policies } = harness();
  const ttls = async (prefix: string): Promise<number[]> => {
    for (let page = 0; page < 40; page += 1) await read(`${prefix}:${page}`);
    return [...entries].filter(([key]) => key.startsWith(prefix)).map(([, { ttlMs }]) => ttlMs);
  };
  const usual = await ttls('product');
  expect(Math.max(...usual) - Math.min(...usual)).toBeGreaterThan(4000);
  policies['cache.ttlJitter'] = '0';
  expect(new Set(await ttls('browse'))).toEqual(new Set([20_000]));
});

test('where pages end on marks, what is written between two of them ends together, whatever TTL and jitter say', async () => {
  const { read, entries, policies, wall } = harness();
  Object.assign(policies, { 'cache.endsOnMs': '8000', 'cache.ttlMs': '60000' });
  for (const [page, atMs] of [16_000, 17_500, 23_990, 24_000].entries()) {
    wall.nowMs = atMs;
    await read(`product:${page}`);
  }
  expect([...entries.values()].map(({ ttlMs }) => ttlMs)).toEqual([8_000, 6_500, 10, 8_000]);
});

test('lists live the part of a page’s life that the policy says', async () => {
  const { cache, entries, policies } = harness();
  policies['cache.ttlMs'] = '10000';
  policies['cache.ttlJitter'] = '0';
  policies['cache.listLife'] = '0.1';
  await cache.read('browse:kitchen:1', async () => ({}), 'list');
  await cache.read('product:1', async () => ({}));
  expect(entries.get('browse:kitchen:1')?.ttlMs).toBeCloseTo(1000);
  expect(entries.get('product:1')?.ttlMs).toBeCloseTo(10_000);
});
