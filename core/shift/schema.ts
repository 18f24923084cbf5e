/** The shape of a shift file: watches in their order, each a scenario by its id, and what was left of the error budgets before the first. */
import * as z from 'zod';
import { durationSchema, shareSchema } from '../faults/quantities.ts';

const sentence = z.string().trim().min(1);

const watchSchema = z.strictObject({
  /** Played in its turn; told to nobody before its debrief. */
  scenario: z.string(),
  /** Its time box in this shift; its own where that is shorter. */
  for: durationSchema,
});

export const shiftSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/, 'lower-case words joined by dashes'),
  /** Public, like the briefing: neither tells what is coming. */
  title: sentence.max(80),
  briefing: sentence.max(600),
  stack: z.string(),
  /** By SLO: share of its error budget that is left when the shift opens; all of it where it is not named. */
  openingBudgets: z.record(z.string(), shareSchema).default({}),
  watches: z.array(watchSchema).min(2).max(6),
});
export type AuthoredShift = z.infer<typeof shiftSchema>;

/** JSON Schema (draft 7, which yaml-language-server speaks) of a shift file. */
export function shiftJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(shiftSchema, { target: 'draft-7', io: 'input', reused: 'ref' });
  return { ...schema, title: 'Brownout shift', description: 'Generated from core/shift; regenerate instead of editing.' };
}
