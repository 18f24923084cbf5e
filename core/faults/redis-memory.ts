import * as z from 'zod';
import { defineFault } from './fault.ts';
import { amount, memorySchema } from './quantities.ts';

/** The cache gets another memory limit and eviction policy; with `noeviction` a full cache refuses writes. */
export const redisMemory = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('redis-memory'),
      maxmemory: seeded(memorySchema),
      policy: seeded(z.enum(['noeviction', 'allkeys-lru'])),
    }),
  compile: (fault) => ({ kind: 'redisConfig', maxmemoryMb: amount(fault.maxmemory), maxmemoryPolicy: fault.policy }),
  describe: (fault) => `redis runs with maxmemory ${fault.maxmemory}, ${fault.policy}`,
});
