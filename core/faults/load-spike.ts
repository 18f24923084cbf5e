import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** So many times the ordinary users come, at once. */
export const loadSpike = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('load-spike').describe('Users become more, at once.'),
      factor: seeded(z.number().min(0.05).max(10)).describe('How many times the ordinary number of users come at once, 0.05 to 10: 3.'),
    }),
  compile: (fault) => ({ kind: 'loadFactor', factor: fault.factor, overMs: 0 }),
  describe: (fault) => `${fault.factor} times the users`,
  form: {
    title: 'Spike of users',
    on: 'traffic',
    parameters: [numberParameter('factor', { unit: 'times', min: 0.05, max: 10, default: 3 })],
  },
  about: {
    touches: 'traffic',
    receipt: 'load: 240 requests/s',
    undo: 'The ordinary number of users comes.',
  },
});
