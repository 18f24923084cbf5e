import * as z from 'zod';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Everything on the link comes later by `latency`, give or take `jitter`. */
export const latency = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('latency'),
      ...linkFields(seeded),
      latency: seeded(durationSchema),
      jitter: seeded(durationSchema).optional(),
    }),
  compile: (fault) =>
    linkToxic(fault, 'latency', { latency: durationMs(fault.latency), jitter: fault.jitter ? durationMs(fault.jitter) : 0 }),
  describe: (fault) => `${fault.link} is slower by ${fault.latency}${fault.jitter ? ` ± ${fault.jitter}` : ''}${describeShare(fault)}`,
});
