import { setTimeout as wait } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import type { Redis as RedisClient } from 'ioredis';
import { CommandTimeout } from './errors.ts';
import type { Redis } from './kit.ts';
import type { Runtime } from './runtime.ts';
import { observe } from './telemetry/observe.ts';

/**
 * A cache client without a limit of its own: a command waits as long as the server takes, or as the policy `redis.timeoutMs` allows, and
 * fails at once when there is no connection.
 */
export function openRedis(runtime: Runtime): Redis {
  const { redis: address } = runtime.boot;
  if (!address) throw new Error(`${runtime.boot.slot} was started without redis in its boot`);
  const client = connect(runtime, address);
  const seen = async <T>(name: string, key: string, run: (redis: RedisClient) => Promise<T>): Promise<T> => {
    const redis = await client;
    return observe(
      {
        tracer: runtime.telemetry.tracer,
        histogram: runtime.instruments.dbClient,
        name: `redis ${name}`,
        kind: SpanKind.CLIENT,
        attributes: { 'brownout.link': `${runtime.boot.service}->redis`, 'db.system.name': 'redis', 'db.operation.name': name },
        spanAttributes: { 'db.query.text': `${name} ${key}` },
      },
      () => within(runtime.desired.policy('redis.timeoutMs'), run(redis)),
    );
  };
  return {
    get: (key) => seen('GET', key, (redis) => redis.get(key)),
    set: async (key, value, ttlMs) => {
      await seen('SET', key, (redis) => redis.set(key, value, 'PX', Math.max(1, Math.round(ttlMs))));
    },
    del: async (key) => {
      await seen('DEL', key, (redis) => redis.del(key));
    },
  };
}

/** The answer, or a failure once the time is over; what comes later is thrown away. */
async function within<T>(limitMs: unknown, answer: Promise<T>): Promise<T> {
  if (typeof limitMs !== 'number' || limitMs <= 0) return answer;
  const late = new AbortController();
  const giveUp = async (): Promise<never> => {
    await wait(limitMs, undefined, { signal: late.signal });
    throw new CommandTimeout(`the cache did not answer within ${limitMs} ms`);
  };
  answer.catch(() => {});
  try {
    return await Promise.race([answer, giveUp()]);
  } finally {
    late.abort();
  }
}

async function connect({ boot, log, readiness, ending }: Runtime, address: { host: string; port: number }): Promise<RedisClient> {
  const reached = readiness.expect('redis');
  const { Redis: IoRedis } = await import('ioredis');
  const redis = new IoRedis({
    ...address,
    connectionName: boot.slot,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (attempt) => Math.min(100 * attempt, 1_000),
  });
  redis.on('ready', reached);
  redis.on('error', (error) => log.warn('cache connection', { error: error.message }));
  ending.onClose(() => redis.disconnect());
  return redis;
}
