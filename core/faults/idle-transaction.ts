import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/** A session has locked rows for update and does nothing: work on those rows waits. */
export const idleTransaction = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('idle-transaction').describe('A session has locked rows for update and does nothing.'),
      table: seeded(z.string()).describe('Table whose rows the transaction holds locked: stock.'),
      rows: seeded(z.int().min(1).max(1000)).optional().describe('How many rows it holds, 1 to 1000; 40 when left out.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: { type: 'idleTransaction', table: fault.table, rows: fault.rows ?? 40, worker: fault.worker ?? 'support-console' },
  }),
  describe: (fault) => `${fault.worker ?? 'support-console'} sits idle in a transaction on ${fault.rows ?? 40} rows of ${fault.table}`,
  form: {
    title: 'Idle in transaction',
    on: 'table',
    parameters: [numberParameter('rows', { unit: 'rows', min: 1, max: 1000, default: 40, integer: true })],
  },
  about: {
    touches: 'session, rows',
    receipt: 'postgres: support-console (pid 4711) is idle in a transaction, 40 rows of stock locked',
    undo: 'Its transaction is rolled back and the session ends. A session that somebody else ended is not opened again.',
  },
});
