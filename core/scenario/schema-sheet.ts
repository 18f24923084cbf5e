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
  seenWhen: z
    .array(
      z.strictObject({
        when: line.describe('When it shows: about 15 s after it.'),
        seen: line.describe('What is seen there, and on which view.'),
      }),
    )
    .min(3, '3 to 6 rows {when, seen}: when a sign shows, and where')
    .max(6, '3 to 6 rows {when, seen}: when a sign shows, and where')
    .describe("What shows on the players' screens and when, in 3 to 6 rows; times count from the fault."),
  deadEnds: z
    .array(line)
    .min(2, '2 to 4 dead ends a pod may walk into')
    .max(4, '2 to 4 dead ends a pod may walk into')
    .describe('What looks like the cause or the remedy and is not, 2 to 4 sentences.'),
  questions: z
    .array(question)
    .length(3, 'exactly 3 questions that probe without giving the answer away')
    .describe('Three questions for a pod that is stuck, as good for any other cause.'),
});

export type Sheet = z.infer<typeof sheetSchema>;
