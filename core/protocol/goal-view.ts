/** How the goal of an optimisation drill stands: no secret, while it is played and afterwards. */
import * as z from 'zod';
import { type JourneyStep, journeySteps } from '../stack/schema.ts';

/** What the requests of each step are called, and the route that serves them. */
export const operations: Record<JourneyStep, { name: string; route: string }> = {
  browse: { name: 'category pages', route: 'GET /products' },
  product: { name: 'product pages', route: 'GET /products/:id' },
  search: { name: 'searches', route: 'GET /search' },
  addToCart: { name: 'additions to a cart', route: 'POST /carts/:cartId/items' },
  checkout: { name: 'checkouts', route: 'POST /checkout' },
  orderStatus: { name: 'order pages', route: 'GET /orders/:id' },
};

/**
 * Milliseconds that 95 % of the requests stayed below, how many there were, and how much more the slow ones came together than chance lets
 * them (1: each for itself). The last is missing in older logs.
 */
const measuredSchema = z.object({ p95Ms: z.number(), requests: z.number(), dispersion: z.number().optional() });

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
  /** What of it no chance explains, with as many requests as there were. Reached is judged by it. */
  sureGain: z.number().nullable(),
  isReached: z.boolean(),
});
export type GoalView = z.infer<typeof goalViewSchema>;
export type MeasuredLatency = z.infer<typeof measuredSchema>;
