/** Durations of a service or a link over the newest minutes: told apart by one dimension, and as a heatmap. */
import * as z from 'zod';
import { redSchema } from './signals.ts';

/**
 * What requests are told apart by: the instance that served them (of a link: that called), its version, the route or topic, how they
 * ended, of a link who was called, and at the edge which client asked under which version of the API.
 */
export const breakdownDimensions = ['instance', 'version', 'route', 'status', 'server', 'client', 'apiVersion'] as const;
export type BreakdownDimension = (typeof breakdownDimensions)[number];

export const breakdownSchema = z.object({
  /** Service, or link (`orders->payments`). */
  component: z.string(),
  by: z.enum(breakdownDimensions),
  /** Dimensions that it can be told apart by; empty when nothing was measured in this time. */
  dimensions: z.array(z.enum(breakdownDimensions)),
  /** What the figures are made of, seconds. */
  overSeconds: z.number(),
  /** Most requests first. Percentiles come from merged histograms. */
  rows: z.array(redSchema.extend({ value: z.string() })),
  /** Values were left out: there are more of them than are kept. */
  more: z.boolean(),
});
export type Breakdown = z.infer<typeof breakdownSchema>;
export type BreakdownRow = Breakdown['rows'][number];

export const heatmapSchema = z.object({
  component: z.string(),
  /** Time that a column stands for, milliseconds. */
  stepMs: z.number(),
  /** Upper bounds of the buckets, milliseconds, rising; the last bucket has none. */
  boundsMs: z.array(z.number()),
  /** In order of time; each has one count more than there are bounds. `atMs`: when it began, Unix milliseconds. */
  columns: z.array(z.object({ atMs: z.number(), counts: z.array(z.number()) })),
});
export type Heatmap = z.infer<typeof heatmapSchema>;
