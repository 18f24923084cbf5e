/** The three views that prove the truth, shown in the debrief beside the pod's own diagnosis. */
import * as z from 'zod';

const says = z.string().min(1, 'a sentence: what one sees there').max(300, 'at most 300 characters');

export const proofSchema = z
  .array(
    z.union([
      /** `link:catalog->redis|p95`, `service:orders|errors`, `group:fulfilment|lag`, `cache|hitRatio`. */
      z.strictObject({ signal: z.string().min(1), says }),
      /** Id (`as:`) of the inject whose change-log entry tells, or `background:<n>` for the n-th change before the drill. */
      z.strictObject({ change: z.string().min(1), says }),
      /** A trace kept with the drill: the slowest, or one that failed, through this link or service. */
      z.strictObject({ trace: z.string().min(1), pick: z.enum(['slow', 'failed']), says }),
    ]),
  )
  .length(3, 'exactly 3 views {signal, says}, {change, says} or {trace, pick, says}');

export type Proof = z.infer<typeof proofSchema>;
