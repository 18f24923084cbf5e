/** Allow-list of what a player sees while the drill runs: only what production would know. */
import * as z from 'zod';
import { milestones, outcomes, phases } from '../drill/values.ts';
import { parametersSchema } from './commands.ts';
import { evidenceSchema } from './evidence.ts';
import { goalViewSchema } from './goal-view.ts';
import { hypothesisViewSchema } from './hypotheses.ts';
import { releaseGateSchema, requestViewSchema } from './requests.ts';
import { roles } from './roles.ts';
import { pageStateSchema } from './status-page.ts';
import { taskViewSchema } from './tasks.ts';

const alertViewSchema = z.object({
  alertId: z.string(),
  alert: z.string(),
  severity: z.enum(['page', 'ticket', 'info']),
  state: z.enum(['pending', 'firing', 'acknowledged', 'silenced', 'resolved']),
  summary: z.string(),
  burnRate: z.number().nullable(),
  /** When it began to fire; before that, when it became pending. Game ms, as the next two. */
  sinceMs: z.number(),
  /** Null while it has called nobody yet. */
  firedAtMs: z.number().nullable(),
  /** Null while it is not over. */
  resolvedAtMs: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  /** Until when nobody is called for it, by whom and why; null when somebody is. */
  silence: z.object({ by: z.string(), reason: z.string(), untilMs: z.number() }).nullable(),
});

const controlViewSchema = z.object({
  controlId: z.string(),
  control: z.string(),
  target: z.string(),
  parameters: parametersSchema,
  state: z.enum(['requested', 'applying', 'landed', 'failed', 'undone']),
  by: z.string(),
  requestedAtMs: z.number(),
  landsAtMs: z.number(),
  equivalent: z.string(),
  detail: z.string(),
  /** What was truly done, or why it was not, a line each. */
  receipt: z.array(z.string()),
  undoable: z.boolean(),
  /** What somebody has to take off some day, and is on now; null of everything else. */
  leftOn: z.string().nullable(),
  /** Of a page: what was cited to who was paged. */
  evidence: z.array(evidenceSchema).default([]),
});

const actionViewSchema = z.object({
  control: z.string(),
  title: z.string(),
  targets: z.array(z.string()),
  /** Name, unit and bounds of each parameter. */
  parameters: z.array(
    z.object({
      name: z.string(),
      /** `live`: ask `/api/v1/drills/:drillId/choices` what there is at this moment. */
      type: z.enum(['number', 'choice', 'live', 'text']),
      unit: z.string(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      choices: z.array(z.string()),
      default: z.union([z.string(), z.number()]),
    }),
  ),
  durationMs: z.number(),
  warmUp: z.string(),
  sideEffect: z.string(),
  equivalent: z.string(),
  /** Somebody reads what the pod has seen: a use may cite evidence. */
  takesEvidence: z.boolean().default(false),
});

const seatOfferSchema = z.object({
  offerId: z.string(),
  role: z.enum(roles),
  from: z.string(),
  to: z.string(),
  atMs: z.number(),
  lapsesAtMs: z.number(),
});

/** One line of the incident channel: what people said and, by itself, what happened. */
export const timelineEntrySchema = z.object({
  /** Counts up from 0 in a drill; a client that has 0..n asks for nothing before n. */
  index: z.number(),
  atMs: z.number(),
  kind: z.enum([
    ...(['message', 'update', 'alert', 'action', 'change', 'status', 'hypothesis', 'ticket', 'statusPage', 'system'] as const),
    ...(['decision', 'note', 'seat', 'task'] as const),
    /** These three change how the line they refer to is read, and are not shown themselves. */
    ...(['edit', 'pin', 'unpin'] as const),
  ]),
  from: z.string(),
  text: z.string(),
  /** What the line is about, to open it. */
  evidence: evidenceSchema.nullable(),
  /** Index of the line that this one changes. */
  refers: z.number().optional(),
  /** Whose desk a line of a split desk lies on; missing where everybody reads it. */
  desk: z.enum(['telemetry', 'voices']).optional(),
  /** It lies on another desk: the place is kept and its words are not told. */
  masked: z.literal(true).optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const drillViewSchema = z.object({
  drillId: z.string(),
  /** Position among the events that players may know of; sealed events leave no gap in it. */
  seq: z.number(),
  phase: z.enum(phases),
  /** For the join link. Empty for those who are not in the drill: a code is passed on by people. */
  code: z.string(),
  openedBy: z.enum(['player', 'facilitator', 'system']),
  practice: z.boolean(),
  /** Only of a drill that is a watch of a shift. */
  shiftId: z.string().optional(),
  /** Each seat sees its own part, as `sees` says of whom this view is for. */
  splitDesk: z.boolean(),
  sees: z.object({
    /** What production shows, and the actions on it. */
    telemetry: z.boolean(),
    /** Tickets, messages and pages from outside the room. */
    voices: z.boolean(),
  }),
  briefing: z.string(),
  gameMs: z.number(),
  /** Null before the incident's clock starts. */
  liveAtMs: z.number().nullable(),
  /** Game time at which the time box ends; counts from the live start once there is one. */
  timeboxMs: z.number(),
  status: z.enum([
    'quiet',
    'paged',
    'acknowledged',
    'declared',
    'investigating',
    'mitigating',
    'monitoring',
    'resolved',
    'reopened',
    'ended',
  ]),
  /** Milliseconds of game time, live milestones only. */
  milestones: z.partialRecord(z.enum(milestones), z.number()),
  severity: z.number().nullable(),
  severityReason: z.string().nullable().default(null),
  /** When the pod first said that it investigates. */
  investigatingAtMs: z.number().nullable().default(null),
  endedAtMs: z.number().nullable().default(null),
  title: z.string().nullable(),
  alerts: z.array(alertViewSchema),
  slos: z.array(
    z.object({
      slo: z.string(),
      displayName: z.string(),
      objective: z.number(),
      goodShare: z.number().nullable(),
      budgetLeft: z.number(),
      burnRate: z.number(),
    }),
  ),
  changes: z.array(
    z.object({
      changeId: z.string(),
      happenedAtMs: z.number(),
      kind: z.string(),
      target: z.string(),
      summary: z.string(),
      by: z.string(),
      /** `- catalog image: 1.14.1`, `+ catalog image: 1.14.2`; empty where there is no such thing. */
      diff: z.array(z.string()),
    }),
  ),
  tickets: z.array(
    z.object({
      ticketId: z.string(),
      atMs: z.number(),
      from: z.string(),
      text: z.string(),
      /** Order the customer names; null when none was made. */
      orderId: z.string().nullable(),
      traceId: z.string().nullable(),
    }),
  ),
  controls: z.array(controlViewSchema),
  actions: z.array(actionViewSchema),
  hypotheses: z.array(hypothesisViewSchema),
  tasks: z.array(taskViewSchema).default([]),
  /** Who has locked a diagnosis, and when. What they said stays closed until the debrief. */
  diagnoses: z.array(z.object({ playerId: z.string(), by: z.string(), atMs: z.number() })).default([]),
  /** Changes that developers want to ship, as they came. */
  requests: z.array(requestViewSchema),
  releaseGate: releaseGateSchema,
  /** The newest promise of a status update; null when none stands. */
  nextUpdateDueMs: z.number().nullable(),
  /** The public page, as the pod has published it. */
  page: pageStateSchema,
  players: z.array(
    z.object({ playerId: z.string(), name: z.string(), role: z.enum(roles).nullable(), ready: z.boolean(), joinedAtMs: z.number() }),
  ),
  /** Seats that are offered to somebody who has not answered yet. Player ids; game milliseconds. */
  seatOffers: z.array(seatOfferSchema).default([]),
  /** The newest roll call of the lobby, with the ids of those who answered; null before the first. */
  commCheck: z.object({ by: z.string(), answered: z.array(z.string()) }).nullable(),
  hints: z.object({
    taken: z.array(z.object({ tier: z.number(), costPercent: z.number(), text: z.string(), by: z.string(), atMs: z.number() })),
    /** Sealed but for its price, in per cent of the diagnosis; null when there is none left. */
    next: z.object({ tier: z.number(), costPercent: z.number() }).nullable(),
  }),
  ordersLost: z.number(),
  /** What is to become faster, measured from the outside; null where something is to be mended. */
  goal: goalViewSchema.nullable().default(null),
  /** Why the clock does not start yet; null once it has. */
  baselineWaits: z.string().nullable().default(null),
  /** Null until debrief. */
  ending: z.object({ outcome: z.enum(outcomes), reason: z.string(), falseResolves: z.number() }).nullable(),
});
export type DrillView = z.infer<typeof drillViewSchema>;
