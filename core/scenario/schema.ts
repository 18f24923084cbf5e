/** The shape of a scenario file. Built twice: as authored (values may be left to the seed) and as resolved (see `seeded.ts`). */
import * as z from 'zod';
import { capabilityIds, practiceIds } from '../capabilities/map.ts';
import { faultSchema } from '../faults/index.ts';
import { durationSchema, pastSchema, type SeedWrap, shareSchema } from '../faults/quantities.ts';
import { cheatNames } from '../responders/cheat-names.ts';
import { invariants, usualInvariants } from './invariants.ts';
import { conditionSchema } from './schema-condition.ts';
import { goalSchema, loadPlanSchema } from './schema-goal.ts';
import { escalationSchema, hintsSchema, messageSchema, noiseSchema } from './schema-pressure.ts';
import { proofSchema } from './schema-proof.ts';
import { requestSchema } from './schema-request.ts';
import { responderSchema } from './schema-responder.ts';
import { settingsSchema } from './schema-settings.ts';
import { sheetSchema } from './schema-sheet.ts';
import { forbiddenSchema, truthSchema } from './schema-truth.ts';
import { authoredWrap, resolvedWrap, varySchema } from './seeded.ts';

const sentence = z.string().min(1).max(2000);

const changeSchema = (seeded: SeedWrap) =>
  z.strictObject({
    kind: seeded(z.enum(['deploy', 'flag', 'config', 'migration', 'job', 'maintenance', 'scale'])),
    target: seeded(z.string()),
    summary: seeded(sentence),
    by: seeded(sentence),
  });

/** A release really runs: the sandbox starts with, or rolls into, this version. With `canary`, one instance beside the others gets that share of calls. */
const releaseSchema = (seeded: SeedWrap) =>
  z.strictObject({
    service: seeded(z.string()),
    version: seeded(z.string()),
    canary: seeded(z.number().gt(0).max(0.9)).optional(),
    summary: seeded(sentence).optional(),
    by: seeded(sentence),
  });

/** Happened before the drill: a change that is only logged, one with the settings that make it so, or a release. */
const backgroundSchema = (seeded: SeedWrap) =>
  z.strictObject({
    at: seeded(pastSchema),
    change: changeSchema(seeded).optional(),
    /** Stand from before the baseline on, each in the words of a fault: `{kind: policy, …}`. */
    settings: settingsSchema(seeded).optional(),
    release: releaseSchema(seeded).optional(),
    tells: sentence.optional(),
  });

/** One inject: when (`at`, `when` or `drawer`; `after` is added), unless what, and exactly one thing that happens. */
const injectSchema = (seeded: SeedWrap) =>
  z.strictObject({
    /** Why players may read of the answer here. */
    tells: sentence.optional(),
    as: z
      .string()
      .regex(/^[a-z][a-z0-9]*$/, 'a short id: f1')
      .optional(),
    at: seeded(durationSchema).optional(),
    when: conditionSchema(seeded).optional(),
    /** Left out when it is due and this holds then. */
    unless: conditionSchema(seeded).optional(),
    drawer: z.literal(true).optional(),
    after: seeded(durationSchema).optional(),
    fault: seeded(faultSchema(seeded)).optional(),
    /** The fault ends by itself after this long. */
    for: seeded(durationSchema).optional(),
    /** With a fault: what the public change log says about it. Alone: just that. */
    change: changeSchema(seeded).optional(),
    release: releaseSchema(seeded).optional(),
    /** Somebody wants to ship a change, and the pod decides. */
    request: requestSchema(seeded).optional(),
    npc: messageSchema(seeded).optional(),
    ticket: messageSchema(seeded).optional(),
    statusPage: messageSchema(seeded).optional(),
  });

const expectSchema = (seeded: SeedWrap) =>
  z.strictObject({
    /** The user-facing SLI the primary fault must move, or `none` when users must feel nothing. */
    witness: z.union([z.literal('none'), z.strictObject({ slo: seeded(z.string()), within: durationSchema })]),
    alerts: z.array(z.strictObject({ slo: z.string(), severity: z.enum(['page', 'ticket']), within: durationSchema })),
    idle: z.enum(['loses', 'holds']),
  });

const verifySchema = z.strictObject({
  /** Built-in cheats that may win here, since a right answer is the same act; each with that reason. */
  exempt: z.partialRecord(z.enum(cheatNames), sentence).default({}),
  /** Its fault or its users eat processor time: nothing else is verified beside it. */
  alone: z.boolean().default(false),
  /** Requests a second at which it is verified, where what is scarce in it is not scarce with the 50 of others. */
  ratePerSecond: z.number().int().min(10).max(300).optional(),
  /** Trouble comes back by itself, later than in half a minute: everybody has to hold as long as a pod has. */
  wholeHold: z.boolean().optional(),
});

const oracleSchema = (seeded: SeedWrap) =>
  z.strictObject({
    hold: durationSchema,
    minTrafficShare: shareSchema,
    invariants: z.array(z.enum(invariants)).default([...usualInvariants]),
    /** Service or slot that is really restarted after a resolve; users must stay well. */
    restartProbe: seeded(z.string()).optional(),
    /** Id of the fault that comes back for a while after a resolve, 20 s unless said otherwise; users must stay well. */
    replayTrigger: z.union([z.string(), z.strictObject({ fault: z.string(), for: durationSchema })]).optional(),
  });

const scenarioFields = (seeded: SeedWrap) => ({
  id: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/, 'lower-case words joined by dashes'),
  title: sentence,
  stack: z.string(),
  difficulty: z.int().min(1).max(5),
  /** Fit for a first try: in practice its page comes within half a minute of the start. */
  tutorial: z.boolean().default(false),
  /** Those of the practices. */
  capabilities: z.array(z.enum(capabilityIds)).min(1),
  /** What it really trains. */
  practices: z.array(z.enum(practiceIds)).min(1),
  briefing: sentence,
  baseline: durationSchema.default('15s'),
  timebox: durationSchema.default('4m'),
  /** By SLO: share of its error budget that is left at the start; all of it where it is not named. */
  openingBudgets: z.record(z.string(), seeded(shareSchema)).default({}),
  background: z.array(seeded(backgroundSchema(seeded))).default([]),
  script: z.array(seeded(injectSchema(seeded))).min(1),
  escalation: z.array(seeded(escalationSchema(seeded))).default([]),
  noise: noiseSchema.prefault({}),
  hints: hintsSchema,
  /** What the house does not allow, whatever it would help. */
  forbidden: z.array(seeded(forbiddenSchema(seeded))).default([]),
  truth: truthSchema(seeded),
  expect: expectSchema(seeded),
  oracle: oracleSchema(seeded),
  /** Of an optimisation drill, where nothing is broken and something is slow. */
  goal: goalSchema.optional(),
  loadPlan: loadPlanSchema.optional(),
  responders: z.record(z.string(), responderSchema(seeded)),
  verify: verifySchema.optional(),
  sheet: sheetSchema,
  proof: proofSchema,
  debrief: z.array(sentence).min(1),
  inspiredBy: z.url({ protocol: /^https?$/ }),
});

/** A file as its author wrote it. `$schema`-style extras are refused: every field means something. */
export const authoredScenarioSchema = z.strictObject({ ...scenarioFields(authoredWrap), vary: varySchema.optional() });

/** The same after a seed has been applied. */
export const resolvedScenarioSchema = z.strictObject(scenarioFields(resolvedWrap));

export type ResolvedScenario = z.infer<typeof resolvedScenarioSchema>;
export type ResolvedInject = ResolvedScenario['script'][number];
export type ResolvedBackground = ResolvedScenario['background'][number];
export type ResolvedEscalation = ResolvedScenario['escalation'][number];
