/** One second of what telemetry shows, as the page and the log see it. Late or lost telemetry shows as absent fields. */
import * as z from 'zod';

export const redSchema = z.object({
  ratePerSecond: z.number(),
  errorShare: z.number(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});
export type Red = z.infer<typeof redSchema>;

/** What one slot says of itself; null: this service has no such thing. */
const slotGaugesSchema = z.object({
  inflight: z.number().nullable(),
  poolUsed: z.number().nullable(),
  poolIdle: z.number().nullable(),
  poolPending: z.number().nullable(),
  /** Event-loop utilization, 0 to 1: the CPU figure of a one-threaded service. */
  loopBusy: z.number().nullable(),
  heapMb: z.number().nullable(),
  /** In use right after the newest full collection of garbage: what is more from one to the next is kept. Absent until there was one. */
  heapAfterGcMb: z.number().nullable().optional(),
});

export const signalFrameSchema = z.object({
  /** Unix second the figures belong to. */
  epochSecond: z.number(),
  services: z.record(z.string(), redSchema),
  links: z.record(z.string(), redSchema),
  partitions: z.array(
    z.object({ group: z.string(), topic: z.string(), partition: z.number(), member: z.string(), lag: z.number(), lagSeconds: z.number() }),
  ),
  /**
   * Requests of users a second that were answered well and in time. What has no objective of latency (a cart, the status of an order) is
   * taken to fare like what has one, so that the figure compares with all requests. Absent while none is counted.
   */
  goodputPerSecond: z.number().optional(),
  cacheHitPercent: z.number().nullable(),
  redisUsedMb: z.number().nullable(),
  redisMaxMb: z.number().nullable(),
  eventLoopDelayMs: z.record(z.string(), z.number()),
  slots: z.record(z.string(), slotGaugesSchema).optional(),
  /** What was accepted and refused since the start. */
  ingest: z.object({
    spans: z.number(),
    points: z.number(),
    logs: z.number(),
    /** Requests that were not taken: a stale token, a malformed or too large body. */
    refused: z.number(),
    /** Spans refused from requests that were taken. */
    refusedSpans: z.number().optional(),
    /** Attributes left out because there were too many. */
    droppedAttributes: z.number().optional(),
  }),
});
export type SignalFrame = z.infer<typeof signalFrameSchema>;
