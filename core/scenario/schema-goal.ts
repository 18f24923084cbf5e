/** What an optimisation drill is about: whose percentile is to fall, by how much, and under which load. */
import * as z from 'zod';
import { durationSchema, shareSchema } from '../faults/quantities.ts';
import { journeySteps } from '../stack/schema.ts';

export const goalSchema = z.strictObject({
  /** Step of the journey whose requests are measured. */
  operation: z.enum(journeySteps),
  percentile: z.literal('p95').default('p95'),
  /** So much of the recorded baseline has to go. */
  gain: shareSchema,
  /** The newest time that is compared with the baseline. */
  window: durationSchema.default('45s'),
  /** Fewer requests than these say nothing, before and after. */
  requests: z.int().min(100).default(200),
});

export const loadPlanSchema = z.strictObject({
  /** Requests per second; that of the stack when left out. */
  rate: z.number().min(10).max(600).optional(),
  /** How long the exported plan runs after its ramp. */
  duration: durationSchema.default('2m'),
  /** How long the rate takes to come up. */
  ramp: durationSchema.default('10s'),
});
