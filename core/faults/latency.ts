import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkParameters, linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Everything on the link comes later by `latency`, give or take `jitter`. */
export const latency = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('latency').describe('Everything on a link comes later.'),
      ...linkFields(seeded),
      latency: seeded(durationSchema).describe('How much later everything on the link comes, with its unit: 900ms.'),
      jitter: seeded(durationSchema).optional().describe('How much that varies either way, with its unit: 100ms; 0 when left out.'),
    }),
  compile: (fault) =>
    linkToxic(fault, 'latency', { latency: durationMs(fault.latency), jitter: fault.jitter ? durationMs(fault.jitter) : 0 }),
  describe: (fault) => `${fault.link} is slower by ${fault.latency}${fault.jitter ? ` ± ${fault.jitter}` : ''}${describeShare(fault)}`,
  form: {
    title: 'Slow link',
    on: 'link',
    parameters: [
      numberParameter('latency', { unit: 'ms', min: 1, max: 60_000, default: 900 }),
      numberParameter('jitter', { unit: 'ms', min: 0, max: 30_000, default: 0 }),
      ...linkParameters,
    ],
  },
  about: {
    touches: 'link',
    receipt: 'catalog->redis: toxic f1 (latency) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
