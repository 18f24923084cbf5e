/** The board of hypotheses: what a pod suspects, how that hangs together, and what speaks for it. */
import * as z from 'zod';
import { evidenceSchema } from './evidence.ts';

/** Bones of the fishbone (Ishikawa) diagram, as software incidents are sorted; closed, so that drills can be compared. */
export const hypothesisCategories = ['change', 'code', 'configuration', 'capacity', 'dependency', 'data', 'network', 'people'] as const;
export type HypothesisCategory = (typeof hypothesisCategories)[number];

const commandId = z.string().min(1).max(64);
const hypothesisId = z.string().max(40);
const verdict = z.enum(['open', 'supported', 'refuted']);

export const hypothesisViewSchema = z.object({
  hypothesisId: z.string(),
  atMs: z.number(),
  by: z.string(),
  text: z.string(),
  component: z.string().nullable(),
  state: verdict,
  /** Each verdict in order, with who gave it. */
  judgements: z.array(z.object({ state: verdict, by: z.string(), atMs: z.number() })).default([]),
  evidence: z.array(evidenceSchema.extend({ by: z.string() })),
  /** Null while nobody sorted it. */
  category: z.enum(hypothesisCategories).nullable().default(null),
  /** The hypothesis that this one would be the reason of: its answer to "why?". */
  explains: z.string().nullable().default(null),
});
export type HypothesisView = z.infer<typeof hypothesisViewSchema>;

/** What may be said of a hypothesis already when it is proposed. */
export const placedFields = { category: z.enum(hypothesisCategories).optional(), explains: hypothesisId.optional() };

export const boardCommands = [
  z.strictObject({ type: z.literal('sortHypothesis'), commandId, hypothesisId, category: z.enum(hypothesisCategories).nullable() }),
  z.strictObject({ type: z.literal('linkHypothesis'), commandId, hypothesisId, explains: hypothesisId.nullable() }),
] as const;

/** As the bones are labelled. */
export const wordsOfCategory: Readonly<Record<HypothesisCategory, string>> = {
  change: 'Change',
  code: 'Code',
  configuration: 'Configuration',
  capacity: 'Capacity',
  dependency: 'Dependency',
  data: 'Data',
  network: 'Network',
  people: 'People and process',
};
