/** The shape of a shift file: watches in their order, each a scenario by its id, and what was left of the error budgets before the first. */
import * as z from 'zod';
import { durationSchema, shareSchema } from '../faults/quantities.ts';

const sentence = z.string().trim().min(1);

const watchSchema = z.strictObject({
  scenario: z.string().describe('Scenario by its id, played in its turn and told to nobody before its debrief: tuesday-mid-morning.'),
  for: durationSchema.describe('Time box of the watch in this shift: 10m; its own where that is shorter.'),
});

export const shiftSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z]+(-[a-z0-9]+)*$/, 'lower-case words joined by dashes')
    .describe('Name of the file and of the shift, lower-case words joined by dashes: ten-to-three.'),
  title: sentence.max(80).describe('What everybody reads, without a word of what is coming, at most 80 characters.'),
  briefing: sentence.max(600).describe('What the pod reads before the shift, at most 600 characters.'),
  stack: z.string().describe('Stack that all watches are played on: shop.'),
  openingBudgets: z
    .record(z.string(), shareSchema)
    .default({})
    .describe(
      'Share of the error budget that is left when the shift opens, by objective; all of it where none is named: {checkout-availability: 0.4}.',
    ),
  watches: z.array(watchSchema).min(2).max(6).describe('The watches in their order, two to six.'),
});
export type AuthoredShift = z.infer<typeof shiftSchema>;

/** JSON Schema (draft 7, which yaml-language-server speaks) of a shift file. */
export function shiftJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(shiftSchema, { target: 'draft-7', io: 'input', reused: 'ref' });
  return { ...schema, title: 'Brownout shift', description: 'Generated from core/shift; regenerate instead of editing.' };
}
