import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** The cache is emptied, once or, with `every`, again and again. */
export const redisFlush = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('redis-flush').describe('The cache is emptied, once or again and again.'),
      every: seeded(durationSchema).optional().describe('How often the cache is emptied again, with its unit: 20s; once when left out.'),
    }),
  compile: (fault) => ({ kind: 'disturbance', disturbance: { type: 'redisFlush', everyMs: fault.every ? durationMs(fault.every) : 0 } }),
  describe: (fault) => (fault.every ? `redis is flushed every ${fault.every}` : 'redis is flushed'),
  form: {
    title: 'Cache flushed',
    on: 'cache',
    parameters: [numberParameter('every', { unit: 'ms', min: 0, max: 3600000, default: 0, integer: true })],
  },
  about: {
    touches: 'all keys',
    receipt: 'redis: flushed 612 keys',
    undo: 'It is not emptied again; what was lost comes back as it is asked for.',
  },
});
