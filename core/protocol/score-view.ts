/** What an ended drill is worth, 0 to 1: `GET /api/v1/facilitator/drills/:id/score`. Players are told figures, and never one of these. */
import * as z from 'zod';

/** Null: not measurable, and left out of the total. */
const part = z.number().nullable();

export const scoreViewSchema = z.object({
  drillId: z.string(),
  /** Null of a drill that is nobody's win or loss. */
  score: z
    .object({
      total: z.number(),
      parts: z.object({ oracle: part, impact: part, diagnosis: part, safety: part, coordination: part }),
    })
    .nullable(),
});
export type ScoreView = z.infer<typeof scoreViewSchema>;
