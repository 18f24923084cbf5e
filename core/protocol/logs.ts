/** A line that a service of the shop logged, as `GET /api/v1/drills/:drillId/logs` gives it. */
import * as z from 'zod';

export const logLineSchema = z.object({
  /** Unix milliseconds. */
  atMs: z.number(),
  service: z.string(),
  slot: z.string(),
  version: z.string(),
  level: z.enum(['info', 'warn', 'error']),
  message: z.string(),
  traceId: z.string().nullable(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type LogLine = z.infer<typeof logLineSchema>;
