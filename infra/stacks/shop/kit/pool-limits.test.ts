import { expect, test } from 'vitest';
import type { PolicyValue } from '../../../../core/stack/schema.ts';
import { DesiredState } from './desired-state.ts';
import { PoolLimits } from './pool-limits.ts';
import { testBoot } from './testing/boot.ts';

const { desired: standard } = testBoot('shop-1');

function limits(policies: Record<string, PolicyValue> = {}, options: { max: number; statementTimeoutMs?: number } = { max: 4 }) {
  const desired = new DesiredState({ ...standard, policies });
  return {
    limits: new PoolLimits(desired, options),
    set: (next: Record<string, PolicyValue>) => desired.apply({ ...standard, policies: next }),
  };
}

/** A pool that counts: `idle` of its connections are free, the rest is in use. */
function fakePool(total: number, idle: number, waiting = 0) {
  const pool = {
    options: { max: total },
    totalCount: total,
    idleCount: idle,
    waitingCount: waiting,
    passed: [] as (boolean | undefined)[],
    async connect() {
      if (pool.idleCount > 0) pool.idleCount -= 1;
      else pool.totalCount += 1;
      return {
        release(destroy?: Error | boolean) {
          pool.passed.push(destroy === true);
          if (destroy === true) pool.totalCount -= 1;
          else pool.idleCount += 1;
        },
      };
    },
  };
  return pool;
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

test('without a policy the pool is as large as the service asks, with one as large as that says, and never empty', () => {
  expect(limits().limits.max).toBe(4);
  expect(limits({ 'postgres.poolMax': 9 }).limits.max).toBe(9);
  expect(limits({ 'postgres.poolMax': 0 }).limits.max).toBe(1);
  expect(limits({ 'postgres.poolMax': 'many' }).limits.max).toBe(4);
});

test('a smaller pool closes what is idle at once, and what is in use when it comes back', async () => {
  const { limits: own, set } = limits();
  const pool = fakePool(4, 3);
  own.follow(pool);
  set({ 'postgres.poolMax': 2 });
  await settled();
  expect([pool.options.max, pool.totalCount]).toEqual([2, 2]);
  expect(own.isTooMany(pool)).toBe(false);
  set({ 'postgres.poolMax': 1 });
  await settled();
  // The only idle one is closed; the one in use is no more than there may be.
  expect(pool.totalCount).toBe(1);
});

test('connections in use are nobody’s to close before they come back', async () => {
  const { limits: own, set } = limits();
  const pool = fakePool(4, 0);
  own.follow(pool);
  set({ 'postgres.poolMax': 2 });
  await settled();
  expect(pool.passed).toEqual([]);
  expect(own.isTooMany(pool)).toBe(true);
});

test('a larger pool serves those who wait already, as far as it has grown', async () => {
  const { limits: own, set } = limits();
  const pool = fakePool(4, 0, 9);
  own.follow(pool);
  set({ 'postgres.poolMax': 6 });
  await settled();
  expect(pool.passed).toEqual([false, false]);
  expect(pool.totalCount).toBe(6);
});

test('another policy leaves the pool alone', async () => {
  const { limits: own, set } = limits();
  const pool = fakePool(4, 4, 1);
  own.follow(pool);
  set({ 'cache.mode': 'bypass' });
  await settled();
  expect(pool.passed).toEqual([]);
});

test('a connection is told how long its statements may take, once, and again when that changes', async () => {
  const { limits: own, set } = limits({}, { max: 4, statementTimeoutMs: 5_000 });
  const told: string[] = [];
  const client = { query: async (text: string) => void told.push(text) } as never;
  await own.tell(client);
  expect(told).toEqual([]);
  set({ 'postgres.timeoutMs': 300 });
  for (let use = 0; use < 3; use += 1) await own.tell(client);
  set({ 'postgres.timeoutMs': 0 });
  await own.tell(client);
  expect(told).toEqual(['set statement_timeout = 300', 'set statement_timeout = 5000']);
});
