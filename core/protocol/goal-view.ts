/** How the goal of an optimisation drill stands: no secret, while it is played and afterwards. */
import * as z from 'zod';
import { journeySteps } from '../stack/schema.ts';

/** Milliseconds that 95 % of the requests stayed below, and how many there were. */
const measuredSchema = z.object({ p95Ms: z.number(), requests: z.number() });

export const goalViewSchema = z.object({
  operation: z.enum(journeySteps),
  percentile: z.literal('p95'),
  /** Share of the baseline that has to go. */
  wantedGain: z.number(),
  /** The newest time that is compared. */
  windowSeconds: z.number(),
  ratePerSecond: z.number(),
  /** As recorded before the start; null until then. */
  baseline: measuredSchema.nullable(),
  /** Null until the first window is full. */
  now: measuredSchema.nullable(),
  /** Share of the baseline that has gone; below 0 it has become slower. */
  gain: z.number().nullable(),
  isReached: z.boolean(),
});
export type GoalView = z.infer<typeof goalViewSchema>;
