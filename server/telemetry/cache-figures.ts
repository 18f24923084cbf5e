/** What the exporter of the cache tells, as figures of now. */
import type { MetricPoint } from './otlp.ts';

/** The hit ratio is that of so many ticks. */
const hitWindowTicks = 10;
const bytesPerMb = 1024 * 1024;
const metrics = ['redis.keyspace.hits', 'redis.keyspace.misses', 'redis.memory.used', 'redis.memory.max', 'redis.keys.evicted'];

export interface CacheFigures {
  add(point: MetricPoint): void;
  /** To be asked once a tick. */
  close(): { cacheHitPercent: number | null; redisUsedMb: number | null; redisMaxMb: number | null };
}

export function createCacheFigures(): CacheFigures {
  const gauges = new Map<string, number>();
  const readings: { hits: number; misses: number }[] = [];

  const hitPercent = (): number | null => {
    const hits = gauges.get('redis.keyspace.hits');
    const misses = gauges.get('redis.keyspace.misses');
    if (hits === undefined || misses === undefined) return null;
    readings.push({ hits, misses });
    if (readings.length > hitWindowTicks) readings.shift();
    const first = readings[0] ?? { hits, misses };
    const looked = hits - first.hits + misses - first.misses;
    return looked <= 0 ? null : Math.round(((hits - first.hits) / looked) * 1000) / 10;
  };

  return {
    add({ name, value }) {
      if (metrics.includes(name)) gauges.set(name, value);
    },
    close: () => ({
      cacheHitPercent: hitPercent(),
      redisUsedMb: inMb(gauges.get('redis.memory.used')),
      redisMaxMb: inMb(gauges.get('redis.memory.max')),
    }),
  };
}

const inMb = (bytes: number | undefined): number | null => (bytes === undefined ? null : Math.round((bytes / bytesPerMb) * 10) / 10);
