import * as z from 'zod';
import { choiceParameter, numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** The wall clock of one instance is off, forwards or, with `behind`, backwards: tokens are expired or not yet valid there. */
export const clockSkew = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('clock-skew').describe('The wall clock of one instance is off, so that tokens are expired or not yet valid there.'),
      target: seeded(z.string()).describe('Instance whose clock is wrong, as the stack lists it: orders-2.'),
      offset: seeded(durationSchema).describe('How far the clock is off, with its unit: 90s.'),
      direction: seeded(z.enum(['ahead', 'behind'])).describe('Whether the clock runs ahead of the true time or behind it.'),
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
