import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { shareSchema } from './quantities.ts';

/** A database connection is not given back when its statement failed, and some carts ask for withdrawn products, which fail. */
export const connectionLeak = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('connection-leak').describe('A database connection is not given back when its statement failed.'),
      target: seeded(z.string()).describe('Service or instance that keeps connections, as the stack lists it: orders.'),
      share: seeded(shareSchema)
        .optional()
        .describe('Share of the failed statements whose connection is kept, 0 to 1; all of them when left out.'),
      withdrawn: seeded(z.number().min(0.005).max(0.5))
        .optional()
        .describe('Share of carts that ask for a withdrawn product, which fails, 0.005 to 0.5; 0.02 when left out.'),
    }),
  compile: (fault) => ({
    kind: 'together',
    operations: [
      { kind: 'hook', target: fault.target, hook: { type: 'keep', share: fault.share ?? 1 } },
      { kind: 'loadShape', shape: { withdrawnShare: fault.withdrawn ?? 0.02 } },
    ],
  }),
  describe: (fault) => `${fault.target} keeps the connection of ${Math.round((fault.share ?? 1) * 100)} % of failed statements`,
  form: {
    title: 'Connection leak',
    on: 'declared',
    parameters: [
      numberParameter('share', { unit: 'share', min: 0.01, max: 1, default: 1 }),
      numberParameter('withdrawn', { unit: 'share', min: 0.005, max: 0.5, default: 0.02 }),
    ],
  },
  about: {
    touches: 'service or slot, shape of traffic',
    receipt: 'orders-1: hook f1',
    undo: 'Kept connections are given back to their pool, and nobody asks for withdrawn products.',
  },
});
