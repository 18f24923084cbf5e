/** What is told of a drill that has ended: truth, figures, the pod's own diagnosis, and the record behind them. Times are game milliseconds. */
import * as z from 'zod';
import { milestones, outcomes } from '../drill/values.ts';
import { communicationSchema } from './communication.ts';
import { oracleTellingSchema } from './debrief-oracle.ts';
import { debriefTaskSchema, diagnosisViewSchema, spreadEdgeViewSchema } from './debrief-reasoning.ts';
import { gradedRequestSchema } from './debrief-requests.ts';
import { evidenceSchema } from './evidence.ts';
import { goalViewSchema } from './goal-view.ts';
import { hypothesisViewSchema } from './hypotheses.ts';
import { roles } from './roles.ts';

const truthViewSchema = z.object({
  /** `none` when nothing was wrong. */
  component: z.string(),
  mechanism: z.string(),
  why: z.string(),
  owner: z.string(),
  conditions: z.array(z.string()),
  detectionGap: z.string(),
  propagation: z.array(z.object({ from: z.string(), to: z.string(), effect: z.string() })),
  accepted: z.array(z.string()),
  partial: z.array(z.string()),
  harmful: z.array(z.string()),
  forbidden: z.array(z.string()),
  decoys: z.array(z.string()),
});
export type TruthView = z.infer<typeof truthViewSchema>;

/** A view that proves the truth, as the pod could have opened it: what to look at, and what it says. */
const proofViewSchema = z.object({ evidence: evidenceSchema, says: z.string() });
export type ProofView = z.infer<typeof proofViewSchema>;

/** `GET /api/v1/drills/:id/debrief`, only after the end. Also what the CLI prints with `--json`. */
export const debriefSchema = z.object({
  drillId: z.string(),
  scenarioId: z.string(),
  title: z.string(),
  seed: z.number(),
  planHash: z.string(),
  /** Only of a drill that is a watch of a shift. */
  shiftId: z.string().optional(),
  difficulty: z.number(),
  capabilities: z.array(z.string()),
  outcome: z.enum(outcomes),
  reason: z.string(),
  liveAtMs: z.number().nullable(),
  endedAtMs: z.number(),
  milestones: z.partialRecord(z.enum(milestones), z.number()),
  falseResolves: z.number(),
  /** How the goal stood at the end; null where something was to be mended. */
  goal: goalViewSchema.nullable().default(null),
  slos: z.array(
    z.object({
      slo: z.string(),
      displayName: z.string(),
      objective: z.number(),
      good: z.number(),
      bad: z.number(),
      goodShare: z.number().nullable(),
      budgetBurned: z.number(),
      badMinutes: z.number(),
    }),
  ),
  ordersLost: z.number(),
  centsLost: z.number(),
  alerts: z.array(z.object({ alert: z.string(), severity: z.string(), firedAtMs: z.number(), resolvedAtMs: z.number().nullable() })),
  controls: z.array(
    z.object({
      controlId: z.string(),
      control: z.string(),
      target: z.string(),
      by: z.string(),
      equivalent: z.string(),
      atMs: z.number(),
      verdict: z.enum(['forbidden', 'accepted', 'partial', 'harmful', 'neutral']),
      badShareBefore: z.number().nullable(),
      badShareAfter: z.number().nullable(),
      /** What an owner who was paged had been shown; empty of every other use, and in drills from before pages could cite. */
      evidence: z.array(evidenceSchema).default([]),
    }),
  ),
  requests: z.array(gradedRequestSchema),
  /** What was let through below the line of an error budget, and why. */
  exceptions: z.array(z.object({ atMs: z.number(), by: z.string(), reason: z.string() })),
  players: z.array(z.object({ playerId: z.string(), name: z.string(), role: z.enum(roles).nullable() })),
  hypotheses: z.array(hypothesisViewSchema.extend({ evidence: z.array(evidenceSchema) })),
  tasks: z.array(debriefTaskSchema).default([]),
  diagnoses: z.array(diagnosisViewSchema),
  /** How the harm really spread, as edges of the map. */
  spread: z.array(spreadEdgeViewSchema).default([]),
  truth: truthViewSchema,
  proof: z.array(proofViewSchema),
  /** What the pod said, and where words and figures part ways. */
  communication: communicationSchema,
  /** The curated timeline, each row with where it stands in the record. */
  timeline: z.array(z.object({ atMs: z.number(), who: z.string(), what: z.string(), references: z.array(z.string()) })),
  /** The facilitator's private notes, opened now. */
  facilitatorNotes: z.array(z.object({ atMs: z.number(), text: z.string() })),
  /** Taken by the pod, in their order. */
  hints: z.array(z.object({ atMs: z.number(), by: z.string(), costPercent: z.number(), text: z.string() })),
  /** Each resolve that did not hold, with what stood against it. */
  falseResolveReasons: z.array(z.object({ atMs: z.number(), reasons: z.array(z.string()) })),
  oracle: oracleTellingSchema,
  questions: z.array(z.string()),
  inspiredBy: z.string(),
  undo: z.object({ ok: z.boolean(), remaining: z.array(z.string()) }).nullable(),
});
export type Debrief = z.infer<typeof debriefSchema>;

/**
 * `GET /api/v1/drills/:id/recording?series=link:catalog->redis|p95,...`: one value per recorded second for each series
 * that was asked for and exists (names as in `Evidence.ref` of kind `signal`; besides, `slo:<name>|bad` from the ledger).
 */
export const recordingSchema = z.object({
  /** Game time of each second, milliseconds; the same length as every series. Pauses and lost telemetry are gaps. */
  atMs: z.array(z.number()),
  series: z.record(z.string(), z.array(z.number().nullable())),
  /** Every series that was recorded. */
  names: z.array(z.string()),
});
export type Recording = z.infer<typeof recordingSchema>;

/** `GET /api/v1/drills/:id/postmortem`: the draft by section, with what people wrote into its prompts. */
export const postmortemViewSchema = z.object({
  drillId: z.string(),
  title: z.string(),
  revision: z.number(),
  sections: z.array(
    z.object({
      sectionId: z.string(),
      title: z.string(),
      /** Drafted from the record; Markdown. */
      markdown: z.string(),
      prompts: z.array(
        z.object({
          promptId: z.string(),
          question: z.string(),
          /** What people answered; Markdown, empty while nobody did. */
          text: z.string(),
          by: z.string().nullable(),
          /** Revision this text was written in; 0 while nobody did. */
          revision: z.number(),
        }),
      ),
    }),
  ),
});
export type PostmortemView = z.infer<typeof postmortemViewSchema>;
