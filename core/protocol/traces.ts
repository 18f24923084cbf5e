/** Traces on the wire: live from the ring, in the debrief from what was kept with the drill. */
import * as z from 'zod';

const attributesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Something that happened during a span: an exception, a retry. */
const spanEventSchema = z.object({
  name: z.string(),
  /** Unix milliseconds. */
  atMs: z.number(),
  attributes: attributesSchema,
});
export type SpanEvent = z.infer<typeof spanEventSchema>;

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
  attributes: attributesSchema,
  /** Why it failed, in the words of the service. */
  statusMessage: z.string().optional(),
  events: z.array(spanEventSchema).optional(),
});
export type SpanView = z.infer<typeof spanViewSchema>;

/** Work of this service, or a call over this link. */
export function isAt({ service, attributes }: Pick<SpanView, 'service' | 'attributes'>, part: string): boolean {
  return service === part || attributes['brownout.link'] === part;
}

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

/** Of how many requests the kept traces are: every error and every slow one is kept, of the rest a share by trace id. */
const samplingSchema = z.object({
  /** Traces in the ring now. */
  kept: z.number(),
  /** Requests of users since the oldest of them began, counted unsampled; null where telemetry has not said. */
  requests: z.number().nullable(),
  /** When the oldest kept trace came in, Unix milliseconds; null for an empty ring. */
  sinceMs: z.number().nullable(),
});
export type Sampling = z.infer<typeof samplingSchema>;

/** What a search may name: operations and versions by service, as seen in the kept traces. */
export const traceWordsSchema = z.object({
  services: z.record(z.string(), z.object({ operations: z.array(z.string()), versions: z.array(z.string()) })),
});
export type TraceWords = z.infer<typeof traceWordsSchema>;

export const traceListSchema = z.object({
  traces: z.array(traceSummarySchema),
  /** More fit than were asked for. */
  more: z.boolean(),
  /** Null once the drill has ended: then only cited and exemplary traces are kept. */
  sampling: samplingSchema.nullable(),
});
export type TraceList = z.infer<typeof traceListSchema>;

/** Spans of a trace, in the order in which they came, from the one that was asked for. */
export const spanPageSchema = z.object({
  spans: z.array(spanViewSchema),
  /** All spans of the trace that are here now. */
  total: z.number(),
});
export type SpanPage = z.infer<typeof spanPageSchema>;
