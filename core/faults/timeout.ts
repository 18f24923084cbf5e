import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkParameters, linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Data vanishes; the connection closes after `timeout` without data, or hangs when it is 0. */
export const timeout = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('timeout').describe('A link swallows everything and closes its connections after a while.'),
      ...linkFields(seeded),
      timeout: seeded(durationSchema).describe(
        'A connection is closed after so long without a byte passing, with its unit: 5s; 0s never closes it.',
      ),
    }),
  compile: (fault) => linkToxic(fault, 'timeout', { timeout: durationMs(fault.timeout) }),
  describe: (fault) => `${fault.link} swallows everything and closes after ${fault.timeout}${describeShare(fault)}`,
  form: {
    title: 'Link that swallows everything',
    on: 'link',
    parameters: [numberParameter('timeout', { unit: 'ms', min: 0, max: 60_000, default: 5000 }), ...linkParameters],
  },
  about: {
    touches: 'link',
    receipt: 'catalog->redis: toxic f1 (timeout) added',
    undo: 'The toxic is removed; Toxiproxy closes the connections it held, so clients connect anew, all at once.',
  },
});
