import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** So many times the ordinary users come, more and more over a while. */
export const loadRamp = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('load-ramp').describe('Users become more, bit by bit.'),
      factor: seeded(z.number().min(0.05).max(10)).describe('How many times the ordinary number of users come in the end, 0.05 to 10: 3.'),
      over: seeded(durationSchema).describe('How long it takes until they are all there, with its unit: 60s.'),
    }),
  compile: (fault) => ({ kind: 'loadFactor', factor: fault.factor, overMs: durationMs(fault.over) }),
  describe: (fault) => `${fault.factor} times the users, reached over ${fault.over}`,
  form: {
    title: 'Ramp of users',
    on: 'traffic',
    parameters: [
      numberParameter('factor', { unit: 'times', min: 0.05, max: 10, default: 3 }),
      numberParameter('over', { unit: 'ms', min: 1000, max: 3600000, default: 60000, integer: true }),
    ],
  },
  about: {
    touches: 'traffic',
    receipt: 'load: 240 requests/s, reached over 60 s',
    undo: 'The ordinary number of users comes, at once.',
  },
});
