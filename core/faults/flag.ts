import * as z from 'zod';
import { choiceParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** A feature flag takes another variant for everybody. */
export const flag = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('flag').describe('Everybody gets one variant of a feature flag.'),
      flag: seeded(z.string()).describe('Feature flag by its name in flags.json: bundle-pricing.'),
      variant: seeded(z.enum(['on', 'off'])).describe('Variant that everybody gets, whatever the rules of the flag say.'),
    }),
  compile: (fault) => ({ kind: 'flag', flag: fault.flag, variant: fault.variant }),
  describe: (fault) => `flag ${fault.flag} is ${fault.variant}`,
  form: {
    title: 'Feature flag for everybody',
    on: 'flag',
    parameters: [choiceParameter('variant', ['on', 'off'], 'on')],
  },
  about: {
    touches: 'flag, in every slot',
    receipt: 'orders-1: flag bundle-pricing',
    undo: 'The flag has its default variant.',
  },
});
