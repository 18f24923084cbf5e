/** Objectives in full: `GET /api/v1/drills/:drillId/slos`. All of it comes from telemetry, as in production. */
import * as z from 'zod';

const countsSchema = z.object({ good: z.number(), bad: z.number() });

const windowSchema = countsSchema.extend({
  /** Length in the game. */
  seconds: z.number(),
  burnRate: z.number(),
});
export type SloWindow = z.infer<typeof windowSchema>;

const pairSchema = z.object({
  severity: z.enum(['page', 'ticket']),
  /** Burn rate that both windows must reach. */
  threshold: z.number(),
  long: windowSchema,
  short: windowSchema,
  /** The same pair in production: `14.4x over 1 h and 5 min`. */
  production: z.string(),
  /** Both windows burn fast enough, on enough events. */
  over: z.boolean(),
  /** There were too few events for the pair to mean anything. */
  tooFew: z.boolean(),
});
export type SloPair = z.infer<typeof pairSchema>;

const sloDetailSchema = z.object({
  slo: z.string(),
  displayName: z.string(),
  sli: z.enum(['availability', 'latency', 'freshness']),
  journey: z.enum(['browse', 'checkout', 'order']),
  thresholdMs: z.number(),
  objective: z.number(),
  /** The last minute. */
  now: countsSchema,
  budget: z.object({
    /** Share that is left; negative once overspent. */
    left: z.number(),
    /** Events that may be bad in the whole window of the budget. */
    allowed: z.number(),
    /** Bad ones so far: before the drill, and since it began. */
    spent: z.number(),
    /** Seconds until nothing is left, if it goes on as in the last minute; null when it lasts. */
    lastsSeconds: z.number().nullable(),
  }),
  pairs: z.array(pairSchema),
});
export type SloDetail = z.infer<typeof sloDetailSchema>;

const segmentSchema = countsSchema.extend({
  slo: z.string(),
  /** `route`, `currency`, `instance`: by what the events are told apart. */
  dimension: z.string(),
  value: z.string(),
});
export type SloSegment = z.infer<typeof segmentSchema>;

export const sloPageSchema = z.object({
  /** Windows of production are divided by this. */
  compression: z.number(),
  /** Length of the budget in the game. */
  budgetSeconds: z.number(),
  /** What an alert needs at least: bad events in its long window, events in its short one. */
  fewest: z.object({ bad: z.number(), events: z.number() }),
  slos: z.array(sloDetailSchema),
  /** Events of the last minute by what services tell of them; without those that tell nothing. */
  segments: z.array(segmentSchema),
  segmentSeconds: z.number(),
});
export type SloPage = z.infer<typeof sloPageSchema>;
