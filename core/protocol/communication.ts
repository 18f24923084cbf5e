/** What a pod said, and where its words and what was measured part ways. Told after the end; it enters no score. */
import * as z from 'zod';

/**
 * - `page_silent`: the public page said operational while users of that component suffered. - `page_overstates`: it said worse than was so.
 * - `said_resolved`, `said_no_impact`, `said_everybody`: words that the figures of that moment do not bear.
 * - `number_off`: a share that is off by more than a factor of two. - `named_inside`: a part of the shop's inside, told to the public.
 * - `promise_late`: an update that was promised came late, or never. - `first_note_late`: the public heard late, or never.
 */
const wordingRules = [
  'page_silent',
  'page_overstates',
  'said_resolved',
  'said_no_impact',
  'said_everybody',
  'number_off',
  'named_inside',
  'promise_late',
  'first_note_late',
] as const;
export type WordingRule = (typeof wordingRules)[number];

const audiences = ['room', 'executives', 'public'] as const;
export type Audience = (typeof audiences)[number];

const findingSchema = z.object({
  rule: z.enum(wordingRules),
  atMs: z.number(),
  /** Where it lasted. */
  untilMs: z.number().nullable(),
  audience: z.enum(audiences),
  by: z.string().nullable(),
  /** The words it is about; empty where nothing was said. */
  said: z.string(),
  /** What was so, in words with figures. */
  measured: z.string(),
  /** Log position of what was said; null where nothing was. */
  event: z.number().nullable(),
});
export type WordingFinding = z.infer<typeof findingSchema>;

export const communicationSchema = z.object({
  said: z.array(
    z.object({ atMs: z.number(), audience: z.enum(audiences), by: z.string(), text: z.string(), event: z.number(), findings: z.number() }),
  ),
  findings: z.array(findingSchema),
  /** Game times; null where there was none. */
  firstNoteMs: z.number().nullable(),
  firstUpdateMs: z.number().nullable(),
});
export type ToldCommunication = z.infer<typeof communicationSchema>;
