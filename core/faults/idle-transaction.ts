import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { workerSchema } from './worker-name.ts';

/** A session has locked rows for update and does nothing: work on those rows waits. */
export const idleTransaction = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('idle-transaction'),
      table: seeded(z.string()),
      rows: seeded(z.int().min(1).max(1000)).optional(),
      worker: seeded(workerSchema).optional(),
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
