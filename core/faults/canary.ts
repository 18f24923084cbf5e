import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** A version runs on one instance beside the others and gets a share of the calls: whoever meets it feels what is wrong with it. */
export const canary = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('canary').describe('A version runs on one instance beside the others and gets a share of the calls.'),
      release: seeded(z.string().regex(/^[a-z0-9-]+@[0-9][0-9.]*$/, 'service@version: orders@3.9.0')).describe(
        'Version that runs on one instance beside the others, as service@version: orders@3.9.0.',
      ),
      share: seeded(z.number().gt(0).max(0.9)).describe('Share of the calls that the canary gets, above 0 and up to 0.9: 0.2.'),
    }),
  compile: ({ release, share }) => ({
    kind: 'canary',
    service: release.slice(0, release.indexOf('@')),
    version: release.slice(release.indexOf('@') + 1),
    weight: share,
  }),
  describe: (fault) => `${fault.release} runs on a canary with ${Math.round(fault.share * 100)} % of calls`,
  form: {
    title: 'Release on a canary',
    on: 'canary',
    parameters: [numberParameter('share', { unit: 'share', min: 0.01, max: 0.9, default: 0.2 })],
  },
  about: {
    touches: 'service',
    receipt: 'orders-3: 3.9.0 ready after 900 ms, 20 % of calls',
    undo: 'The canary drains and stops; every call goes to the others.',
  },
});
