import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkParameters, linkToxic } from './link-toxic.ts';

/** A connection is closed once `bytes` have passed. */
export const limitData = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('limit-data').describe('A link closes each connection after so many bytes.'),
      ...linkFields(seeded),
      bytes: seeded(z.int().min(0).max(1_000_000_000)).describe('A connection is closed after so many bytes, 0 to 1000000000: 20000.'),
    }),
  compile: (fault) => linkToxic(fault, 'limit_data', { bytes: fault.bytes }),
  describe: (fault) => `${fault.link} closes a connection after ${fault.bytes} bytes${describeShare(fault)}`,
  form: {
    title: 'Link that closes after some data',
    on: 'link',
    parameters: [numberParameter('bytes', { unit: 'bytes', min: 0, max: 1000000000, default: 20000, integer: true }), ...linkParameters],
  },
  about: {
    touches: 'link',
    receipt: 'gateway->catalog: toxic f1 (limit_data) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
