/** Traces on the wire: live from the ring, in the debrief from what was kept with the drill. */
import * as z from 'zod';

export const spanViewSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  service: z.string(),
  slot: z.string(),
  name: z.string(),
  kind: z.enum(['internal', 'server', 'client', 'producer', 'consumer']),
  /** Unix milliseconds. */
  startMs: z.number(),
  durationMs: z.number(),
  error: z.boolean(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type SpanView = z.infer<typeof spanViewSchema>;

export const traceSummarySchema = z.object({
  traceId: z.string(),
  root: z.string(),
  /** Unix milliseconds. */
  startMs: z.number(),
  durationMs: z.number(),
  spans: z.number(),
  error: z.boolean(),
  /** Services on the way, in order of their first span. */
  services: z.array(z.string()),
});
export type TraceSummary = z.infer<typeof traceSummarySchema>;
