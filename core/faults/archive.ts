import * as z from 'zod';
import { defineFault } from './fault.ts';

/** Rows of years ago are in the tables: whoever reads a whole table reads them as well. */
export const archive = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('archive').describe('Rows of years ago are in the tables: whoever reads a whole table reads them as well.'),
      archive: seeded(z.string()).describe('Archive of the stack by its name: first-shop.'),
    }),
  compile: (fault) => ({ kind: 'disturbance', disturbance: { type: 'archive', archive: fault.archive } }),
  describe: (fault) => `the rows of archive ${fault.archive} are in the tables`,
  // It takes seconds, and is felt only where something else is wrong.
  form: null,
  about: {
    touches: 'rows of tables',
    receipt: 'postgres: archive first-shop applied in 2900 ms',
    undo: 'Its rows are taken out.',
  },
});
