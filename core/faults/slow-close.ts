import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkParameters, linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** A connection that one side closes stays open for `delay` more. */
export const slowClose = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('slow-close').describe('A link closes its connections late.'),
      ...linkFields(seeded),
      delay: seeded(durationSchema).describe('How long closing a connection takes, with its unit: 2s.'),
    }),
  compile: (fault) => linkToxic(fault, 'slow_close', { delay: durationMs(fault.delay) }),
  describe: (fault) => `${fault.link} closes connections ${fault.delay} late${describeShare(fault)}`,
  form: {
    title: 'Link that closes late',
    on: 'link',
    parameters: [numberParameter('delay', { unit: 'ms', min: 1, max: 60000, default: 2000 }), ...linkParameters],
  },
  about: {
    touches: 'link',
    receipt: 'payments->psp: toxic f1 (slow_close) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
