import * as z from 'zod';
import { choiceParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** The cache gets another eviction policy and keeps its memory limit. */
export const redisEviction = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('redis-eviction').describe('The cache throws away by another rule when it is full.'),
      policy: seeded(z.enum(['noeviction', 'allkeys-lru', 'allkeys-random', 'volatile-ttl'])).describe(
        'What Redis throws away when its memory is full, as its setting maxmemory-policy has it.',
      ),
    }),
  compile: (fault) => ({ kind: 'redisPolicy', maxmemoryPolicy: fault.policy }),
  describe: (fault) => `redis runs with ${fault.policy}`,
  form: {
    title: 'Cache with another eviction policy',
    on: 'cache',
    parameters: [choiceParameter('policy', ['noeviction', 'allkeys-lru', 'allkeys-random', 'volatile-ttl'], 'noeviction')],
  },
  about: {
    touches: 'redis setting',
    receipt: 'redis: maxmemory 64 MB, noeviction',
    undo: 'The policy is what the stack says.',
  },
});
