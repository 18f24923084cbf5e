import * as z from 'zod';
import { choiceParameter, numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** The wall clock of one instance is off, forwards or, with `behind`, backwards: tokens are expired or not yet valid there. */
export const clockSkew = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('clock-skew'),
      target: seeded(z.string()),
      offset: seeded(durationSchema),
      direction: seeded(z.enum(['ahead', 'behind'])),
    }),
  compile: (fault) => ({
    kind: 'hook',
    target: fault.target,
    hook: { type: 'clock', offsetMs: (fault.direction === 'behind' ? -1 : 1) * durationMs(fault.offset) },
  }),
  describe: (fault) => `the clock of ${fault.target} is ${fault.offset} ${fault.direction}`,
  form: {
    title: 'Clock that is off',
    on: 'declared',
    parameters: [
      numberParameter('offset', { unit: 'ms', min: 1000, max: 3600000, default: 90000, integer: true }),
      choiceParameter('direction', ['ahead', 'behind'], 'ahead'),
    ],
  },
  about: {
    touches: 'slot',
    receipt: 'orders-2: hook f1',
    undo: 'The hook is taken out of every slot, a restarted one starts without it.',
  },
});
