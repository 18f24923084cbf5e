import * as z from 'zod';
import { segmentFields } from './load-shape.ts';

export const segmentSchema = z.strictObject({ field: z.enum(segmentFields), value: z.string().min(1).max(60) });

/** What of the shape is to be other than ordinary. Shares and exponent as in `LoadShape`. */
export const loadShapeSchema = z
  .strictObject({
    zipf: z.number().min(0).max(3),
    segment: z.strictObject({ ...segmentSchema.shape, share: z.number().min(0).max(1) }).nullable(),
    pastedSearchShare: z.number().min(0).max(1),
    withdrawnShare: z.number().min(0).max(1),
    waveShare: z.number().min(0).max(1),
  })
  .partial();
export type LoadShapeChange = z.infer<typeof loadShapeSchema>;
