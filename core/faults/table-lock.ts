import * as z from 'zod';
import { defineFault } from './fault.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/** A session holds ACCESS EXCLUSIVE on a table: whoever reads it waits, then whoever waits for those. */
export const tableLock = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('table-lock').describe('A session has locked a whole table and does nothing.'),
      table: seeded(z.string()).describe('Table that is locked as a whole: stock.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: { type: 'lockTable', table: fault.table, worker: fault.worker ?? 'finance-report' },
  }),
  describe: (fault) => `${fault.worker ?? 'finance-report'} holds ACCESS EXCLUSIVE on ${fault.table}`,
  form: {
    title: 'Table lock',
    on: 'table',
    parameters: [],
  },
  about: {
    touches: 'session, table',
    receipt: 'postgres: finance-report (pid 4711) holds ACCESS EXCLUSIVE on orders',
    undo: 'Its transaction is rolled back and the session ends. A session that somebody else ended is not opened again.',
  },
});
