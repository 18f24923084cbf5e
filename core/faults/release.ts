import * as z from 'zod';
import { defineFault } from './fault.ts';

/** A version of a service is rolled out. */
export const release = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('release').describe('Another version of a service is rolled out to everybody.'),
      release: seeded(z.string().regex(/^[a-z0-9-]+@[0-9][0-9.]*$/, 'service@version: orders@3.9.0')).describe(
        'Version that everybody runs from now on, as service@version: orders@3.9.0.',
      ),
    }),
  compile: (fault) => ({
    kind: 'version',
    service: fault.release.slice(0, fault.release.indexOf('@')),
    version: fault.release.slice(fault.release.indexOf('@') + 1),
  }),
  describe: (fault) => `${fault.release} is rolled out`,
  form: {
    title: 'Release',
    on: 'release',
    parameters: [],
  },
  about: {
    touches: 'service',
    receipt: 'catalog-1: 1.14.1 drained and stopped, 1.15.0 ready after 900 ms',
    undo: 'The version before is rolled out.',
  },
});
