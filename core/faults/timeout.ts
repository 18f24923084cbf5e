import * as z from 'zod';
import { defineFault } from './fault.ts';
import { describeShare, linkFields, linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Data vanishes; the connection closes after `timeout` without data, or hangs when it is 0. */
export const timeout = defineFault({
  schema: (seeded) => z.strictObject({ kind: z.literal('timeout'), ...linkFields(seeded), timeout: seeded(durationSchema) }),
  compile: (fault) => linkToxic(fault, 'timeout', { timeout: durationMs(fault.timeout) }),
  describe: (fault) => `${fault.link} swallows everything and closes after ${fault.timeout}${describeShare(fault)}`,
});
