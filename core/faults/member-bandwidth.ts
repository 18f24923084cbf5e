import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { linkToxic } from './link-toxic.ts';
import { amount, rateSchema } from './quantities.ts';

/** One member of a consumer group gets its records over a narrow link; its partitions lag. */
export const memberBandwidth = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('member-bandwidth').describe('One consumer gets its records over a narrow link.'),
      member: seeded(z.string()).describe('Consumer whose own link to the broker is narrow: fulfilment-2.'),
      rate: seeded(rateSchema).describe('What it gets of its records at most, in whole kilobytes per second: 6KB/s.'),
    }),
  compile: (fault) => linkToxic({ link: `${fault.member}->kafka` }, 'bandwidth', { rate: amount(fault.rate) }),
  describe: (fault) => `${fault.member} gets ${fault.rate} of its records at most`,
  form: {
    title: 'Consumer on a narrow link',
    on: 'member',
    parameters: [numberParameter('rate', { unit: 'KB/s', min: 1, max: 100000, default: 6, integer: true })],
  },
  about: {
    touches: 'link of one consumer',
    receipt: 'fulfilment-2->kafka: toxic f1 (bandwidth) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
