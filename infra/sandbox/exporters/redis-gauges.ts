import type { Gauge } from './otlp-gauges.ts';

const fields: Record<string, string> = {
  keyspace_hits: 'redis.keyspace.hits',
  keyspace_misses: 'redis.keyspace.misses',
  used_memory: 'redis.memory.used',
  maxmemory: 'redis.memory.max',
  evicted_keys: 'redis.keys.evicted',
};

/** Gauges from the fields of `INFO`; a field that is absent is left out. */
export function redisGauges(info: Record<string, string>): Gauge[] {
  return Object.entries(fields).flatMap(([field, name]) => {
    const value = Number(info[field]);
    return info[field] === undefined || !Number.isFinite(value) ? [] : [{ name, value, attributes: {} }];
  });
}
