import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** So many times the ordinary users come, more and more over a while. */
export const loadRamp = defineFault({
  schema: (seeded) =>
    z.strictObject({ kind: z.literal('load-ramp'), factor: seeded(z.number().min(0.05).max(10)), over: seeded(durationSchema) }),
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
