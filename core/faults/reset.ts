import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkParameters, linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Connections are reset, `after` the first data (at once when left out). */
export const reset = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('reset').describe('A link resets its connections.'),
      ...linkFields(seeded),
      after: seeded(durationSchema)
        .optional()
        .describe('How long a connection lives before it is reset, with its unit: 50ms; at once when left out.'),
    }),
  compile: (fault) => linkToxic(fault, 'reset_peer', { timeout: fault.after ? durationMs(fault.after) : 0 }),
  describe: (fault) => `${fault.link} resets connections${describeShare(fault)}`,
  form: {
    title: 'Link that resets connections',
    on: 'link',
    parameters: [numberParameter('after', { unit: 'ms', min: 0, max: 60_000, default: 0 }), ...linkParameters],
  },
  about: {
    touches: 'link',
    receipt: 'gateway->orders: toxic f1 (reset_peer) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
