import * as z from 'zod';
import { defineFault } from './fault.ts';

/** The event loop of a service (or one slot) is busy with other work for a share of the time. */
export const hookBusy = defineFault({
  schema: (seeded) =>
    z.strictObject({ kind: z.literal('hook-busy'), target: seeded(z.string()), share: seeded(z.number().min(0).max(0.95)) }),
  compile: (fault) => ({ kind: 'hook', target: fault.target, hook: { type: 'busy', share: fault.share } }),
  describe: (fault) => `${fault.target} is busy with other work ${Math.round(fault.share * 100)} % of the time`,
});
