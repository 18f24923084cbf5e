import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** Takes a table for one of a single row: then reading all of it looks cheaper than any index. */
const fewestRows = 1;

/** The planner goes by statistics from when the table had another size: a plan that was good for that size is taken for this one. */
export const staleStatistics = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('stale-statistics').describe('The planner goes by statistics from when a table had another size.'),
      table: seeded(z.string()).describe('Table whose statistics are wrong: products.'),
      rows: seeded(z.int().min(fewestRows).max(1_000_000_000))
        .optional()
        .describe('Rows that the planner believes are in it; 1 when left out.'),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: { type: 'staleStatistics', table: fault.table, rows: fault.rows ?? fewestRows },
  }),
  describe: (fault) => `statistics of ${fault.table} tell of ${fault.rows ?? fewestRows} rows`,
  form: {
    title: 'Stale statistics',
    on: 'table',
    parameters: [numberParameter('rows', { unit: 'rows', min: fewestRows, max: 1_000_000_000, default: fewestRows, integer: true })],
  },
  about: {
    touches: 'statistics of a table',
    receipt: 'postgres: statistics of products tell of 1 rows',
    undo: 'The table is analyzed.',
  },
});
