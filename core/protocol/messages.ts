/** The wire between server and browser or CLI. Parsed with these schemas on both sides; types come from them. */
import * as z from 'zod';
import { milestones, outcomes, phases } from '../drill/values.ts';
import { signalFrameSchema } from './signals.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const parametersSchema = z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()]));
const commandId = z.string().min(1).max(64);

/** What a player may ask. Identity is the socket's or the token's, never in here. */
export const playerCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('acknowledge'), commandId, alertId: z.string().max(80) }),
  z.strictObject({
    type: z.literal('declare'),
    commandId,
    severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    title: text(200),
  }),
  z.strictObject({ type: z.literal('setStatus'), commandId, status: z.enum(['investigating', 'mitigating', 'monitoring']) }),
  z.strictObject({
    type: z.literal('postUpdate'),
    commandId,
    impact: text(1000),
    action: text(1000),
    nextUpdateMinutes: z.number().min(1).max(240),
  }),
  z.strictObject({ type: z.literal('postNote'), commandId, text: text(2000) }),
  z.strictObject({
    type: z.literal('runControl'),
    commandId,
    control: z.string().max(60),
    target: z.string().max(80),
    parameters: parametersSchema,
  }),
  z.strictObject({ type: z.literal('undoControl'), commandId, controlId: z.string().max(80) }),
  z.strictObject({ type: z.literal('resolve'), commandId, summary: text(2000) }),
]);
export type PlayerCommand = z.infer<typeof playerCommandSchema>;

/** What a facilitator may ask besides. */
export const facilitatorCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pause'), commandId, reason: text(500) }),
  z.strictObject({ type: z.literal('resume'), commandId }),
  z.strictObject({ type: z.literal('fireInject'), commandId, injectId: z.string().max(40) }),
  z.strictObject({ type: z.literal('skipInject'), commandId, injectId: z.string().max(40) }),
  z.strictObject({ type: z.literal('endAndDebrief'), commandId, reason: text(500) }),
  z.strictObject({ type: z.literal('abort'), commandId, reason: text(500) }),
]);
export type FacilitatorCommand = z.infer<typeof facilitatorCommandSchema>;

export const startDrillSchema = z.strictObject({
  /** Left out: the server picks one. */
  scenarioId: z.string().max(80).optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  /** A scripted responder plays (needs the facilitator key). */
  responder: z.string().max(40).optional(),
  /** Ends an unresolved drill after this much live time, if that is sooner than its own time box (needs the facilitator key). */
  timeboxSeconds: z.int().min(30).max(7200).optional(),
  playerName: z.string().trim().min(1).max(60).optional(),
});
export type StartDrill = z.infer<typeof startDrillSchema>;

const alertViewSchema = z.object({
  alertId: z.string(),
  alert: z.string(),
  severity: z.enum(['page', 'ticket', 'info']),
  state: z.enum(['pending', 'firing', 'acknowledged', 'resolved']),
  summary: z.string(),
  burnRate: z.number().nullable(),
  sinceMs: z.number(),
  acknowledgedBy: z.string().nullable(),
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
  undoable: z.boolean(),
});

const actionViewSchema = z.object({
  control: z.string(),
  title: z.string(),
  targets: z.array(z.string()),
  /** Name, unit and bounds of each parameter. */
  parameters: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['number', 'choice']),
      unit: z.string(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      choices: z.array(z.string()),
      default: z.union([z.string(), z.number()]),
    }),
  ),
  durationMs: z.number(),
  sideEffect: z.string(),
  equivalent: z.string(),
});

/** Allow-list of what a player sees while the drill runs: only what production would know. */
export const drillViewSchema = z.object({
  drillId: z.string(),
  /** Position among the events that players may know of; sealed events leave no gap in it. */
  seq: z.number(),
  phase: z.enum(phases),
  briefing: z.string(),
  gameMs: z.number(),
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
    z.object({ changeId: z.string(), happenedAtMs: z.number(), kind: z.string(), target: z.string(), summary: z.string(), by: z.string() }),
  ),
  messages: z.array(
    z.object({
      messageId: z.string(),
      atMs: z.number(),
      channel: z.enum(['incident', 'ticket', 'statusPage']),
      from: z.string(),
      text: z.string(),
      traceId: z.string().nullable(),
    }),
  ),
  controls: z.array(controlViewSchema),
  actions: z.array(actionViewSchema),
  players: z.array(z.object({ playerId: z.string(), name: z.string() })),
  ordersLost: z.number(),
  /** Null until debrief. */
  ending: z.object({ outcome: z.enum(outcomes), reason: z.string(), falseResolves: z.number() }).nullable(),
});
export type DrillView = z.infer<typeof drillViewSchema>;

export const sandboxViewSchema = z.object({
  sandboxId: z.string().nullable(),
  state: z.enum(['none', 'starting', 'ready', 'busy', 'stopping', 'failed']),
  message: z.string(),
  components: z.array(
    z.object({
      component: z.string(),
      kind: z.string(),
      state: z.enum(['starting', 'up', 'down', 'failed']),
      version: z.string().nullable(),
      tookMs: z.number().nullable(),
      restarts: z.number(),
    }),
  ),
  load: z.object({ askedPerSecond: z.number(), sentPerSecond: z.number() }).nullable(),
});
export type SandboxView = z.infer<typeof sandboxViewSchema>;

/** Server to browser on the socket event `message`. */
export const serverMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sandbox'), sandbox: sandboxViewSchema }),
  z.object({ kind: z.literal('signals'), frame: signalFrameSchema }),
  z.object({ kind: z.literal('drill'), seq: z.number(), view: drillViewSchema.nullable() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** `POST /api/v1/drills` and a join answer with this. */
export const joinedSchema = z.object({ drillId: z.string(), playerId: z.string(), playerToken: z.string() });
export type Joined = z.infer<typeof joinedSchema>;

/** A scenario as a player may see it before playing: nothing that spoils it. */
export const scenarioCardSchema = z.object({ scenarioId: z.string(), name: z.string(), difficulty: z.number(), minutes: z.number() });
export type ScenarioCard = z.infer<typeof scenarioCardSchema>;

/** `GET /api/v1/drills/:id/debrief`, only after the end. Also what the CLI prints with `--json`. */
export const debriefSchema = z.object({
  drillId: z.string(),
  scenarioId: z.string(),
  title: z.string(),
  seed: z.number(),
  planHash: z.string(),
  outcome: z.enum(outcomes),
  reason: z.string(),
  milestones: z.partialRecord(z.enum(milestones), z.number()),
  falseResolves: z.number(),
  slos: z.array(
    z.object({
      slo: z.string(),
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
      control: z.string(),
      target: z.string(),
      atMs: z.number(),
      verdict: z.enum(['accepted', 'partial', 'harmful', 'neutral']),
      badShareBefore: z.number().nullable(),
      badShareAfter: z.number().nullable(),
    }),
  ),
  truth: z.unknown(),
  undo: z.object({ ok: z.boolean(), remaining: z.array(z.string()) }).nullable(),
});
export type Debrief = z.infer<typeof debriefSchema>;
