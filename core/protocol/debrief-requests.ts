/** A change request in the debrief: what was answered, what would have been right and why, and what users felt of it. */
import * as z from 'zod';
import { requestVerdicts } from './requests.ts';

export const gradedRequestSchema = z.object({
  requestId: z.string(),
  from: z.string(),
  title: z.string(),
  /** As it was approved: with the share it really got. */
  shipsWords: z.string(),
  atMs: z.number(),
  /** Null when nobody decided: it counts as held. */
  verdict: z.enum(requestVerdicts).nullable(),
  conditions: z.array(z.string()),
  by: z.string().nullable(),
  decidedAtMs: z.number().nullable(),
  /** Null where the scenario does not say. */
  right: z.enum(requestVerdicts).nullable(),
  because: z.string(),
  /** 0 to 1; null where the scenario does not say what was right. */
  grade: z.number().nullable(),
  /** Null when it was never deployed. */
  shippedAtMs: z.number().nullable(),
  /** It is in force, and it took the cause away. */
  fixed: z.boolean(),
  /** Objective that rose most after it was deployed, with its bad share 30 s before and after. */
  slo: z.string().nullable(),
  badShareBefore: z.number().nullable(),
  badShareAfter: z.number().nullable(),
});
export type GradedRequest = z.infer<typeof gradedRequestSchema>;
