/** The three views that prove the truth, shown in the debrief beside the pod's own diagnosis. */
import * as z from 'zod';

const says = z
  .string()
  .min(1, 'a sentence: what one sees there')
  .max(300, 'at most 300 characters')
  .describe('What one sees there, in one sentence.');

export const proofSchema = z
  .array(
    z.union([
      z.strictObject({
        signal: z
          .string()
          .min(1)
          .describe('Series of the recording: link:catalog->redis|p95, service:orders|errors, group:fulfilment|lag or cache|hitRatio.'),
        says,
      }),
      z.strictObject({
        change: z
          .string()
          .min(1)
          .describe(
            'Id (as:) of the inject whose entry of the change log tells, or background:<n> for the n-th change before the drill: f1.',
          ),
        says,
      }),
      z.strictObject({
        trace: z.string().min(1).describe('Link or service that the trace goes through: orders->inventory.'),
        pick: z.enum(['slow', 'failed']).describe('Which trace kept with the drill is shown: the slowest, or one that failed.'),
        says,
      }),
    ]),
  )
  .length(3, 'exactly 3 views {signal, says}, {change, says} or {trace, pick, says}');

export type Proof = z.infer<typeof proofSchema>;
