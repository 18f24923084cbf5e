import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { amount, memorySchema } from './quantities.ts';

/** The cache gets another memory limit and keeps its eviction policy. */
export const redisMaxmemory = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('redis-maxmemory').describe('The cache has little memory.'),
      maxmemory: seeded(memorySchema).describe('Memory that Redis may use: 1MB.'),
    }),
  compile: (fault) => ({ kind: 'redisMaxmemory', maxmemoryMb: amount(fault.maxmemory) }),
  describe: (fault) => `redis runs with maxmemory ${fault.maxmemory}`,
  form: {
    title: 'Cache with little memory',
    on: 'cache',
    parameters: [numberParameter('maxmemory', { unit: 'MB', min: 0.5, max: 512, default: 1 })],
  },
  about: {
    touches: 'redis setting',
    receipt: 'redis: maxmemory 1 MB, allkeys-lru',
    undo: 'The limit is what the stack says.',
  },
});
