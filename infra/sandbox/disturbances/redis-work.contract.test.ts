/** What is done to the cache, on a real server: felt by another client, seen from outside, and gone afterwards. */
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RedisServer, startRedis } from '../../engines/redis/server.ts';
import { RedisAdmin } from '../admin/redis-admin.ts';
import type { Effect } from './effect.ts';
import { alignExpiry, bigRead, flush } from './redis-work.ts';

let server: RedisServer;
let admin: RedisAdmin;
let client: Redis;
let effect: Effect | undefined;
const traces = () => admin.foreignTraces(['page:'], ['maintenance', 'shop-1']);

beforeEach(async () => {
  server = await startRedis({ bind: '127.0.0.1', port: 0, maxmemory: 0, policy: 'noeviction' });
  admin = new RedisAdmin(server.port);
  client = new Redis({ host: '127.0.0.1', port: server.port, connectionName: 'shop-1' });
});
afterEach(async () => {
  await effect?.undo();
  effect = undefined;
  client.disconnect();
  admin.close();
  await server.close();
});

test('a flush empties the cache, and again and again while it stands', async () => {
  await client.set('page:1', 'x');
  effect = await flush(admin, { type: 'redisFlush', everyMs: 50 });
  expect(effect.did).toBe('redis: flushed 1 keys, again every 0.05 s');
  await client.set('page:2', 'x');
  await vi.waitFor(async () => expect(await client.dbsize()).toBe(0), 30_000);
  await effect.undo();
  await client.set('page:3', 'x');
  // Longer than the time between two flushes: none may come any more.
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await client.get('page:3')).toBe('x');
});

test('aligned keys expire at one moment, whatever they had left', async () => {
  for (const [page, seconds] of [60, 600, 6000].entries()) await client.set(`page:${page}`, 'x', 'EX', seconds);
  const { did } = await alignExpiry(admin, { type: 'redisAlignExpiry', afterMs: 60_000 });
  expect(did).toBe('redis: 3 keys expire at once in 60 s');
  const times = await Promise.all([0, 1, 2].map((page) => client.pexpiretime(`page:${page}`)));
  expect(new Set(times).size).toBe(1);
  expect(times[0]).toBeGreaterThan(Date.now() + 30_000);
});

test('a client that reads a big set keeps everybody waiting, is seen by name and key, and leaves neither', async () => {
  await client.set('page:1', 'x');
  const slowest = async (): Promise<number> => {
    let most = 0;
    for (let read = 0; read < 40; read += 1) {
      const startedAt = performance.now();
      await client.get('page:1');
      most = Math.max(most, performance.now() - startedAt);
    }
    return most;
  };
  effect = await bigRead(admin, { type: 'redisBigRead', members: 200_000, everyMs: 10, worker: 'session-audit' });
  await vi.waitFor(async () => expect(await slowest()).toBeGreaterThan(10), 20_000);
  expect(await traces()).toEqual(['redis has key session-audit:members', 'redis has a client session-audit']);
  await effect.undo();
  await vi.waitFor(async () => expect(await traces()).toEqual([]), 30_000);
  expect(await client.get('page:1')).toBe('x');
});

test('what somebody else left is deleted, what services wrote stays', async () => {
  await client.mset('page:1', 'x', 'session-audit:members', 'x');
  expect(await admin.removeForeign(['page:'])).toEqual(['session-audit:members']);
  expect(await admin.removeForeign(['page:'])).toEqual([]);
  expect(await client.keys('*')).toEqual(['page:1']);
});
