import * as z from 'zod';
import { defineFault } from './fault.ts';

/** A producer is rolled out that writes a field under another name; its records are parked. */
export const schemaChange = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('schema-change').describe('A service writes records of another form.'),
      release: seeded(z.string().regex(/^[a-z0-9-]+@[0-9][0-9.]*$/, 'service@version: orders@3.9.0')).describe(
        'Version whose records have another form, as service@version: orders@3.9.0.',
      ),
    }),
  compile: (fault) => ({
    kind: 'version',
    service: fault.release.slice(0, fault.release.indexOf('@')),
    version: fault.release.slice(fault.release.indexOf('@') + 1),
  }),
  describe: (fault) => `${fault.release} is rolled out and writes records that others cannot read`,
  form: {
    title: 'Producer with another schema',
    on: 'declared',
    parameters: [],
  },
  about: {
    touches: 'service, topic',
    receipt: 'orders-1: 3.8.0 drained and stopped, 3.9.0 ready after 900 ms',
    undo: 'The version before is rolled out. At the end of the drill parked records are deleted.',
  },
});
