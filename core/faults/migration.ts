import * as z from 'zod';
import { defineFault } from './fault.ts';

/** A migration of the stack's list is run. */
export const migration = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('migration').describe('A migration of the stack is applied.'),
      migration: seeded(z.string()).describe('Migration of the stack by its name: search-by-name.'),
    }),
  compile: (fault) => ({ kind: 'disturbance', disturbance: { type: 'migration', migration: fault.migration } }),
  describe: (fault) => `migration ${fault.migration} is applied`,
  form: {
    title: 'Migration',
    on: 'migration',
    parameters: [],
  },
  about: {
    touches: 'schema',
    receipt: 'postgres: migration search-by-name applied in 12 ms',
    undo: 'Its way back is run.',
  },
});
