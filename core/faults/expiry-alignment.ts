import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';

const marksMs = (every: string | undefined): number => (every === undefined ? 0 : durationMs(every));

/** All keys of the cache expire at once. What is written together expires together from then on, or all of it on marks `every` so long. */
export const expiryAlignment = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('expiry-alignment').describe('All keys of the cache expire at once.'),
      target: seeded(z.string()).describe('Service whose cache entries come to end together, as the stack lists it: catalog.'),
      after: seeded(durationSchema)
        .optional()
        .describe('How long until all present entries end at once, with its unit: 5s, which is the default.'),
      every: seeded(durationSchema)
        .optional()
        .describe('How far apart the common marks are on which entries end from then on, with its unit: 5s; no marks when left out.'),
    }),
  compile: (fault) => ({
    kind: 'together',
    operations: [
      { kind: 'policy', service: fault.target, key: 'cache.ttlJitter', value: 0 },
      { kind: 'policy', service: fault.target, key: 'cache.endsOnMs', value: marksMs(fault.every) },
      { kind: 'disturbance', disturbance: { type: 'redisAlignExpiry', afterMs: fault.after ? durationMs(fault.after) : 5000 } },
    ],
  }),
  describe: (fault) =>
    `every key of the cache expires at once, ${fault.after ?? '5s'} from now, and ${marksMs(fault.every) > 0 ? `again on marks ${fault.every} apart` : 'TTLs have no jitter'}`,
  form: {
    title: 'Aligned expiry',
    on: 'declared',
    parameters: [
      numberParameter('after', { unit: 'ms', min: 1, max: 600000, default: 5000, integer: true }),
      numberParameter('every', { unit: 'ms', min: 0, max: 600000, default: 0, integer: true }),
    ],
  },
  about: {
    touches: 'all keys, policy of a service',
    receipt: 'redis: 612 keys expire at once in 5 s',
    undo: 'TTLs have their jitter again and no common marks, and keys drift apart as they are written.',
  },
});
