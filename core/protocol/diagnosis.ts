/** A diagnosis as it is said, live or afterwards. What came later than the first four fields may be left out. */
import * as z from 'zod';
import { evidenceSchema } from './evidence.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

/** Along one link of the map, the way the harm went: from what failed to what felt it. */
const spreadEdgeSchema = z.strictObject({ from: text(80), to: text(80) });
export type SpreadEdge = z.infer<typeof spreadEdgeSchema>;

/** Over the same link, whichever way. */
export function isSameLink(a: SpreadEdge, b: SpreadEdge): boolean {
  return (a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from);
}

const fields = {
  /** Component of the stack, or `none`: "nothing was wrong" is an answer. */
  component: text(80),
  mechanism: text(300),
  /** What kept it going, or let it reach users: without them the trigger had been harmless. */
  conditions: z.array(text(300)).max(8),
  why: z.string().trim().max(1000),
  /** What set it off, apart from what kept it going. */
  trigger: z.string().trim().max(300).optional(),
  edges: z.array(spreadEdgeSchema).max(20).optional(),
  /** How likely it is right, in per cent, by who says it. It earns and costs nothing. */
  confidence: z.int().min(0).max(100).optional(),
  /** Of the board. */
  hypothesisIds: z.array(z.string().max(40)).max(12).optional(),
  evidence: z.array(evidenceSchema).max(12).optional(),
};

export type Diagnosis = z.infer<z.ZodObject<typeof fields>>;

export const submitDiagnosisSchema = z.strictObject({
  type: z.literal('submitDiagnosis'),
  commandId: z.string().min(1).max(64),
  ...fields,
});
