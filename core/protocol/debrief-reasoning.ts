/** How a pod reasoned, as the debrief tells it: what each said it was, against how it really spread, and the tasks. */
import * as z from 'zod';
import { evidenceSchema } from './evidence.ts';
import { taskViewSchema } from './tasks.ts';

export const spreadEdgeViewSchema = z.object({ from: z.string(), to: z.string() });

export const diagnosisViewSchema = z.object({
  playerId: z.string(),
  by: z.string(),
  component: z.string(),
  mechanism: z.string(),
  conditions: z.array(z.string()),
  why: z.string(),
  /** Whether the component is the true one, or how many links lie between them; null when they are not connected. */
  hops: z.number().nullable(),
  /** All from here on is empty in diagnoses from before it was asked for. */
  atMs: z.number().default(0),
  /** Said before the end, while it was still open. */
  isLive: z.boolean().default(false),
  trigger: z.string().default(''),
  /** Per cent. */
  confidence: z.number().nullable().default(null),
  /** `reversed`: the harm took this link, the other way. */
  edges: z.array(spreadEdgeViewSchema.extend({ verdict: z.enum(['right', 'reversed', 'wrong']) })).default([]),
  hypothesisIds: z.array(z.string()).default([]),
  evidence: z.array(evidenceSchema).default([]),
});
export type DiagnosisView = z.infer<typeof diagnosisViewSchema>;

/** `isOverdue`: its time box was over, and nobody had closed or renewed it. */
export const debriefTaskSchema = taskViewSchema.extend({ isOverdue: z.boolean() });
