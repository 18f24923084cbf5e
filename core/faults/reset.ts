import * as z from 'zod';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Connections are reset, `after` the first data (at once when left out). */
export const reset = defineFault({
  schema: (seeded) => z.strictObject({ kind: z.literal('reset'), ...linkFields(seeded), after: seeded(durationSchema).optional() }),
  compile: (fault) => linkToxic(fault, 'reset_peer', { timeout: fault.after ? durationMs(fault.after) : 0 }),
  describe: (fault) => `${fault.link} resets connections${describeShare(fault)}`,
});
