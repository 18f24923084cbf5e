/** The page a facilitator reads before and during a drill. It is read before a seed is chosen, so nothing in it is left to the seed. */
import * as z from 'zod';

const line = z
  .string()
  .min(1, 'a sentence')
  .max(300, 'at most 300 characters: it has to fit on a page')
  .regex(/^(?!.*\$\{)/s, 'plain words without ${…}: the sheet is read before a seed is chosen');

const question = line
  .regex(/\?$/, 'a question, with its question mark')
  .regex(/^(?!why\b)/i, 'a question that asks how or what: "why" makes people defend themselves');

export const sheetSchema = z.strictObject({
  /** What shows on the players' screens at which time; times count from the fault. */
  seenWhen: z
    .array(z.strictObject({ when: line, seen: line }))
    .min(3, '3 to 6 rows {when, seen}: when a sign shows, and where')
    .max(6, '3 to 6 rows {when, seen}: when a sign shows, and where'),
  /** What looks like the cause and is not, or looks like a remedy and is none. */
  deadEnds: z.array(line).min(2, '2 to 4 dead ends a pod may walk into').max(4, '2 to 4 dead ends a pod may walk into'),
  /** For a pod that is stuck. */
  questions: z.array(question).length(3, 'exactly 3 questions that probe without giving the answer away'),
});

export type Sheet = z.infer<typeof sheetSchema>;
