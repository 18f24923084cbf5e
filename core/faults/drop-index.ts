import * as z from 'zod';
import { defineFault } from './fault.ts';

/** An index is gone: what used it reads whole tables. */
export const dropIndex = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('drop-index').describe('An index is gone, and what used it reads whole tables.'),
      index: seeded(z.string()).describe('Index of the stack by its name: products_by_words.'),
    }),
  compile: (fault) => ({ kind: 'disturbance', disturbance: { type: 'dropIndex', index: fault.index } }),
  describe: (fault) => `index ${fault.index} is dropped`,
  form: {
    title: 'Missing index',
    on: 'index',
    parameters: [],
  },
  about: {
    touches: 'index',
    receipt: 'postgres: index products_by_words dropped',
    undo: 'The index is created again with its own definition, unless somebody has done so already.',
  },
});
