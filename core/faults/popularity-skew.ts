import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** Customers look at few products, or evenly at all: what a cache is worth changes. */
export const popularitySkew = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('popularity-skew').describe('Products become more, or less, equally popular.'),
      zipf: seeded(z.number().min(0).max(3)).describe(
        'Exponent of how unequally popular products are, 0 to 3; 0.9 is ordinary, 0 makes them equal.',
      ),
    }),
  compile: (fault) => ({ kind: 'loadShape', shape: { zipf: fault.zipf } }),
  describe: (fault) => `popularity of products has exponent ${fault.zipf}`,
  form: {
    title: 'Popularity of products',
    on: 'traffic',
    parameters: [numberParameter('zipf', { unit: 'exponent', min: 0, max: 3, default: 0.1 })],
  },
  about: {
    touches: 'shape of traffic',
    receipt: 'load: popularity exponent 0.1',
    undo: 'The ordinary popularity (0.9) holds.',
  },
});
