/** What an optimisation drill is about: whose percentile is to fall, by how much, and under which load. */
import * as z from 'zod';
import { durationSchema, shareSchema } from '../faults/quantities.ts';
import { journeySteps } from '../stack/schema.ts';

export const goalSchema = z.strictObject({
  operation: z.enum(journeySteps).describe('Step of the journey whose requests are measured: browse.'),
  percentile: z.literal('p95').default('p95').describe('Percentile that has to fall; p95, the only one.'),
  gain: shareSchema.describe('Share of the recorded baseline that has to go, 0 to 1: 0.5.'),
  window: durationSchema.default('45s').describe('The newest time that is compared with the baseline; 45s when left out.'),
  requests: z.int().min(100).default(200).describe('Fewer requests than these say nothing, before and after; 200 when left out.'),
});

export const loadPlanSchema = z.strictObject({
  rate: z.number().min(10).max(600).optional().describe('Requests a second, 10 to 600; that of the stack when left out.'),
  duration: durationSchema.default('2m').describe('How long the exported plan runs after its ramp; 2m when left out.'),
  ramp: durationSchema.default('10s').describe('How long the rate takes to come up; 10s when left out.'),
});
