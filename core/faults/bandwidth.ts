import * as z from 'zod';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkToxic } from './link-toxic.ts';
import { amount, rateSchema } from './quantities.ts';

/** The link carries at most `rate` per connection. */
export const bandwidth = defineFault({
  schema: (seeded) => z.strictObject({ kind: z.literal('bandwidth'), ...linkFields(seeded), rate: seeded(rateSchema) }),
  compile: (fault) => linkToxic(fault, 'bandwidth', { rate: amount(fault.rate) }),
  describe: (fault) => `${fault.link} carries ${fault.rate} at most${describeShare(fault)}`,
});
