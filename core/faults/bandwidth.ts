import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkParameters, linkToxic } from './link-toxic.ts';
import { amount, rateSchema } from './quantities.ts';

/** The link carries at most `rate` per connection. */
export const bandwidth = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('bandwidth').describe('A link carries little at a time.'),
      ...linkFields(seeded),
      rate: seeded(rateSchema).describe('What the link carries at most, in whole kilobytes per second: 6KB/s.'),
    }),
  compile: (fault) => linkToxic(fault, 'bandwidth', { rate: amount(fault.rate) }),
  describe: (fault) => `${fault.link} carries ${fault.rate} at most${describeShare(fault)}`,
  form: {
    title: 'Narrow link',
    on: 'link',
    parameters: [numberParameter('rate', { unit: 'KB/s', min: 1, max: 100_000, default: 10, integer: true }), ...linkParameters],
  },
  about: {
    touches: 'link',
    receipt: 'fulfilment-2->kafka: toxic f1 (bandwidth) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
