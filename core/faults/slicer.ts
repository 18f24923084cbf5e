import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkParameters, linkToxic } from './link-toxic.ts';

/** Data comes in slices of `size` bytes, give or take `variation`, `delay` microseconds apart. */
export const slicer = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('slicer').describe('A link cuts data into small slices.'),
      ...linkFields(seeded),
      size: seeded(z.int().min(1).max(100_000)).describe('Bytes of a slice on average, 1 to 100000: 64.'),
      variation: seeded(z.int().min(0).max(100_000))
        .optional()
        .describe('How many bytes a slice may be larger or smaller; 0 when left out.'),
      delay: seeded(z.int().min(0).max(1_000_000)).optional().describe('Microseconds between two slices, 0 to 1000000: 1000.'),
    }),
  compile: (fault) =>
    linkToxic(fault, 'slicer', {
      average_size: fault.size,
      size_variation: Math.min(fault.variation ?? 0, fault.size - 1),
      delay: fault.delay ?? 0,
    }),
  describe: (fault) => `${fault.link} cuts data into slices of ${fault.size} bytes${describeShare(fault)}`,
  form: {
    title: 'Link that slices data',
    on: 'link',
    parameters: [
      numberParameter('size', { unit: 'bytes', min: 1, max: 100000, default: 64, integer: true }),
      numberParameter('variation', { unit: 'bytes', min: 0, max: 100000, default: 0, integer: true }),
      numberParameter('delay', { unit: 'µs', min: 0, max: 1000000, default: 1000, integer: true }),
      ...linkParameters,
    ],
  },
  about: {
    touches: 'link',
    receipt: 'catalog->postgres: toxic f1 (slicer) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
