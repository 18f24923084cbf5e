import * as z from 'zod';
import { choiceParameter, numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { amount, memorySchema } from './quantities.ts';

/** The cache gets another memory limit and eviction policy; with `noeviction` a full cache refuses writes. */
export const redisMemory = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('redis-memory').describe('The cache has another memory limit and another rule of eviction.'),
      maxmemory: seeded(memorySchema).describe('Memory that Redis may use: 1MB.'),
      policy: seeded(z.enum(['noeviction', 'allkeys-lru'])).describe(
        'What happens when it is full: noeviction refuses writes, allkeys-lru throws the oldest away.',
      ),
    }),
  compile: (fault) => ({ kind: 'redisConfig', maxmemoryMb: amount(fault.maxmemory), maxmemoryPolicy: fault.policy }),
  describe: (fault) => `redis runs with maxmemory ${fault.maxmemory}, ${fault.policy}`,
  form: {
    title: 'Cache with another memory limit',
    on: 'cache',
    parameters: [
      numberParameter('maxmemory', { unit: 'MB', min: 0.5, max: 512, default: 1 }),
      choiceParameter('policy', ['noeviction', 'allkeys-lru'], 'noeviction'),
    ],
  },
  about: {
    touches: 'redis settings',
    receipt: 'redis: maxmemory 1 MB, noeviction',
    undo: 'Both settings are what the stack says; keys that were evicted or refused come back as they are asked for.',
  },
});
