/** What the Redis panel shows: hits, memory, slow commands, clients, and what a sample of the keys is like. */
import * as z from 'zod';

const sampledKeySchema = z.object({
  key: z.string(),
  bytes: z.number().nullable(),
  /** Milliseconds; null when it never expires. */
  ttlMs: z.number().nullable(),
  /** Logarithmic counter of uses, 0 to 255; only under an LFU policy. */
  frequency: z.number().nullable(),
  /** Since its last use; not under an LFU policy. */
  idleS: z.number().nullable(),
});
export type SampledKey = z.infer<typeof sampledKeySchema>;

const keyPrefixSchema = z.object({
  prefix: z.string(),
  keys: z.int(),
  bytes: z.number(),
  withoutTtl: z.int(),
  /** Keys by the time they have left; each count is of one step of `stepMs`, the last of all that is later. */
  histogram: z.array(z.int()),
});
export type KeyPrefix = z.infer<typeof keyPrefixSchema>;

const ratesSchema = z.object({
  overMs: z.number(),
  hitsPerSecond: z.number(),
  missesPerSecond: z.number(),
  evictedPerSecond: z.number(),
  expiredPerSecond: z.number(),
  commandsPerSecond: z.number(),
});
export type RedisRates = z.infer<typeof ratesSchema>;

export const redisPanelSchema = z.object({
  kind: z.literal('redis'),
  version: z.string(),
  uptimeS: z.number(),
  /** Between this look and the one before; null at the first, and after a restart. */
  rates: ratesSchema.nullable(),
  /** Since the start. */
  totals: z.object({ hits: z.number(), misses: z.number(), evicted: z.number(), expired: z.number() }),
  memory: z.object({ used: z.number(), peak: z.number(), max: z.number(), policy: z.string() }),
  keys: z.int(),
  slowerThanUs: z.number(),
  slow: z.array(z.object({ id: z.number(), agoS: z.number(), tookUs: z.number(), command: z.string(), client: z.string() })),
  clients: z.array(z.object({ name: z.string(), connections: z.int(), idleS: z.number(), lastCommand: z.string() })),
  sample: z.object({
    /** Keys that were looked at, and how long ago. */
    keys: z.int(),
    agoMs: z.number(),
    hasFrequency: z.boolean(),
    /** Most used first, or largest first where no use is counted. */
    top: z.array(sampledKeySchema),
    stepMs: z.number(),
    prefixes: z.array(keyPrefixSchema),
  }),
});
export type RedisPanel = z.infer<typeof redisPanelSchema>;
