import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { amount, memorySchema } from './quantities.ts';

/**
 * A service keeps something of every piece of work, looks through all of it at the next one and never lets it go: it gets slower, until it
 * dies of it and starts again. On one version of a service (`inventory@0.9.5`) it is wherever that version runs.
 */
export const memoryLeak = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('memory-leak').describe('A service keeps memory for good, until it dies of it and starts again.'),
      target: seeded(z.string()).describe(
        'Service, instance or version of a service that keeps what it should let go: orders-1 or inventory@0.9.5.',
      ),
      rate: seeded(memorySchema).describe('Memory that is kept each minute, for good: 60MB.'),
    }),
  compile: (fault) => ({
    kind: 'hook',
    target: fault.target,
    hook: { type: 'retain', mbPerMinute: amount(fault.rate) },
  }),
  describe: (fault) => `${fault.target} keeps ${fault.rate} a minute for good`,
  form: {
    title: 'Memory leak',
    on: 'service',
    parameters: [numberParameter('rate', { unit: 'MB', min: 1, max: 300, default: 60 })],
  },
  about: {
    touches: 'service, slot or version of a service',
    receipt: 'orders-1: hook f1',
    undo: 'What was kept is let go, and the heap falls at the next collection.',
  },
});
