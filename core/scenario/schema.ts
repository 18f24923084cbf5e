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
    kind: seeded(z.enum(['deploy', 'flag', 'config', 'migration', 'job', 'maintenance', 'scale'])).describe(
      'What sort of change it was: the mark of its entry in the change log.',
    ),
    target: seeded(z.string()).describe('What was changed, by its name in the stack: orders.'),
    summary: seeded(sentence).describe(
      'What the entry of the change log says, with its ticket where there is one; for a version, one of the notes of its release.',
    ),
    by: seeded(sentence).describe('Team that made the change: Checkout team.'),
  });

/** A release really runs: the sandbox starts with, or rolls into, this version. With `canary`, one instance beside the others gets that share of calls. */
const releaseSchema = (seeded: SeedWrap) =>
  z.strictObject({
    service: seeded(z.string()).describe('Service whose version changes: orders.'),
    version: seeded(z.string()).describe('Version that runs from then on, one of those in stack.yaml: 3.8.1.'),
    canary: seeded(z.number().gt(0).max(0.9))
      .optional()
      .describe(
        'Share of calls that one instance of this version gets beside the others, above 0 and up to 0.9: 0.2; left out, it goes to everybody.',
      ),
    summary: seeded(sentence).optional().describe('What the entry of the change log says; left out: service, version and how it went out.'),
    by: seeded(sentence).describe('Team that rolled it out: Checkout team.'),
  });

/** Happened before the drill: a change that is only logged, one with the settings that make it so, or a release. */
const backgroundSchema = (seeded: SeedWrap) =>
  z.strictObject({
    at: seeded(pastSchema).describe('When it happened, as a time before the start: -26m.'),
    change: changeSchema(seeded).optional().describe('Entry of the change log, of what was only logged unless settings make it so.'),
    settings: settingsSchema(seeded)
      .optional()
      .describe('How the shop stands from before the baseline on because of this change, each in the words of a fault: {kind: policy, …}.'),
    release: releaseSchema(seeded).optional().describe('A version that the sandbox really starts with.'),
    tells: sentence.optional().describe('Reason why players may read of the answer here, for the lint: the vendor admits it.'),
  });

/** One inject: when (`at`, `when` or `drawer`; `after` is added), unless what, and exactly one thing that happens. */
const injectSchema = (seeded: SeedWrap) =>
  z.strictObject({
    tells: sentence.optional().describe('Reason why players may read of the answer here, for the lint: the vendor admits it.'),
    as: z
      .string()
      .regex(/^[a-z][a-z0-9]*$/, 'a short id: f1')
      .optional()
      .describe('Short id by which other parts of the file name this inject: f1.'),
    at: seeded(durationSchema).optional().describe('When it happens, after the start: 30s, or 20s..45s for the seed to choose.'),
    when: conditionSchema(seeded).optional().describe('What it waits for instead of a time: {alert: any}.'),
    unless: conditionSchema(seeded).optional().describe('It is left out when it is due and this holds then: {updated: true}.'),
    drawer: z.literal(true).optional().describe('Off the timeline: it happens only when the facilitator takes it out.'),
    after: seeded(durationSchema).optional().describe('How long after at, or after when began to hold: 15s.'),
    fault: seeded(faultSchema(seeded)).optional().describe('What breaks, told apart by its kind; docs/faults.md lists them all.'),
    for: seeded(durationSchema)
      .optional()
      .describe('How long the fault lasts before it ends by itself: 40s; left out, until somebody takes it off.'),
    change: changeSchema(seeded)
      .optional()
      .describe('With a fault, what the public change log says about it; alone, an entry that changes nothing.'),
    release: releaseSchema(seeded).optional().describe('A version that is really rolled out at this moment.'),
    request: requestSchema(seeded).optional().describe('Somebody wants to ship a change, and the pod decides.'),
    npc: messageSchema(seeded).optional().describe('What a colleague says in the channel of the incident.'),
    ticket: messageSchema(seeded).optional().describe('What a customer writes to support.'),
    statusPage: messageSchema(seeded).optional().describe('What an outside provider or team has on its status page.'),
  });

const expectSchema = (seeded: SeedWrap) =>
  z.strictObject({
    witness: z
      .union([
        z.literal('none'),
        z.strictObject({
          slo: seeded(z.string()).describe('Objective whose users feel it: checkout-latency.'),
          within: durationSchema.describe('By when they feel it, counted from the fault: 45s.'),
        }),
      ])
      .describe(
        'Which users feel the fault and how soon, or none when users must feel nothing; a drill where this does not come true is invalid.',
      ),
    alerts: z
      .array(
        z.strictObject({
          slo: z.string().describe('Objective whose alert fires: checkout-latency.'),
          severity: z.enum(['page', 'ticket']).describe('Whether it pages somebody or only opens a ticket.'),
          within: durationSchema.describe('By when it fires, counted from the fault: 60s.'),
        }),
      )
      .describe('Who is paged: every alert that has to fire, each with its time.'),
    idle: z.enum(['loses', 'holds']).describe('What becomes of a pod that does nothing: loses, or holds where nothing is wrong.'),
  });

const verifySchema = z.strictObject({
  exempt: z
    .partialRecord(z.enum(cheatNames), sentence)
    .default({})
    .describe('Built-in cheats that may win here because a right answer is the same act, each with that reason.'),
  alone: z
    .boolean()
    .default(false)
    .describe('Whether it is verified with nothing beside it, because its fault or its users eat processor time; false by default.'),
  ratePerSecond: z
    .number()
    .int()
    .min(10)
    .max(300)
    .optional()
    .describe('Requests a second at which it is verified, 10 to 300, where what is scarce in it is not scarce at the usual 50.'),
  wholeHold: z
    .boolean()
    .optional()
    .describe('Whether everybody has to hold as long as a pod, because trouble comes back later than in half a minute.'),
});

const oracleSchema = (seeded: SeedWrap) =>
  z.strictObject({
    hold: durationSchema.describe('How long users have to stay well after a resolve before it counts: 60s.'),
    minTrafficShare: shareSchema.describe(
      'Share of the asked-for traffic that must really have been sent for users to be well, 0 to 1; who is turned away was sent, and is bad for an objective: 0.95.',
    ),
    invariants: z
      .array(z.enum(invariants))
      .default([...usualInvariants])
      .describe(
        'What a resolve must not leave behind; those of every scenario when left out, so name records-kept and telemetry-back where they matter.',
      ),
    restartProbe: seeded(z.string())
      .optional()
      .describe('Service or instance that is really restarted after a resolve; users must stay well: orders.'),
    replayTrigger: z
      .union([
        z.string(),
        z.strictObject({
          fault: z.string().describe('Id of the fault that comes back: f1.'),
          for: durationSchema.describe('How long it comes back for: 30s.'),
        }),
      ])
      .optional()
      .describe('Id of the fault that comes back for 20 s after a resolve while users must stay well, or {fault, for} to say how long.'),
  });

const scenarioFields = (seeded: SeedWrap) => ({
  id: z
    .string()
    .regex(/^[a-z]+(-[a-z0-9]+)*$/, 'lower-case words joined by dashes')
    .describe('Name of the file and of the drill, read by players before it: an hour or a day, no word of the cause: tuesday-mid-morning.'),
  title: sentence.describe('What it was, told in the debrief: The canary that could not count in euros.'),
  stack: z.string().describe('Stack that it is played on: shop.'),
  difficulty: z.int().min(1).max(5).describe('How hard it is, from 1, a first incident, to 5.'),
  tutorial: z
    .boolean()
    .default(false)
    .describe('Whether it is fit for a first try, with a page within half a minute of the start; false by default.'),
  capabilities: z.array(z.enum(capabilityIds)).min(1).describe('Capabilities that its practices belong to, no more and no less.'),
  practices: z.array(z.enum(practiceIds)).min(1).describe('What it really trains, by the capability map: [tracing, rca].'),
  briefing: sentence.describe(
    'What players read in the lobby: when it is and what they are there for, without a word of component or mechanism.',
  ),
  baseline: durationSchema.default('15s').describe('Healthy time before the clock starts; 15s when left out.'),
  timebox: durationSchema.default('4m').describe('Live time after which an unresolved drill is lost; 4m when left out.'),
  openingBudgets: z
    .record(z.string(), seeded(shareSchema))
    .default({})
    .describe(
      'Share of the error budget that is left at the start, by objective; all of it where none is named: {checkout-availability: 0.12}.',
    ),
  background: z
    .array(seeded(backgroundSchema(seeded)))
    .default([])
    .describe('What happened before the start: entries of the change log, the newest with nothing to do with the incident.'),
  script: z
    .array(seeded(injectSchema(seeded)))
    .min(1)
    .describe('What happens and when: the fault, what people say, what else is changed.'),
  escalation: z
    .array(seeded(escalationSchema(seeded)))
    .default([])
    .describe('Chains of messages that go on until the pod does what they ask for.'),
  noise: noiseSchema.prefault({}).describe("How much of the stack's own everyday noise the seed strews in; none when left out."),
  hints: hintsSchema.describe('At most three hints at growing prices; they say where to look, never what it is.'),
  forbidden: z
    .array(seeded(forbiddenSchema(seeded)))
    .default([])
    .describe('What the house does not allow, whatever it would help: uses of controls.'),
  truth: truthSchema(seeded).describe('Sealed until the debrief: what is wrong, what mends it, what harms, who owns it.'),
  expect: expectSchema(seeded).describe('What must come true when nobody acts, or the drill is invalid.'),
  oracle: oracleSchema(seeded).describe('What a resolve is held against.'),
  goal: goalSchema
    .optional()
    .describe('Of an optimisation drill, where nothing is broken and something is slow: what is to fall and by how much.'),
  loadPlan: loadPlanSchema.optional().describe('Of an optimisation drill: the load that runs in it and that is exported to JMeter and k6.'),
  responders: z
    .record(z.string(), responderSchema(seeded))
    .describe('Scripted players by name; idle does nothing, expert proves that the drill can be won.'),
  verify: verifySchema.optional().describe('How the scenario is proven, where it differs from others.'),
  sheet: sheetSchema.describe("The facilitator's page, read before a seed is chosen."),
  proof: proofSchema.describe('The three views that prove the truth in the debrief.'),
  debrief: z.array(sentence).min(1).describe('Questions for the review, which ask how and not why.'),
  inspiredBy: z
    .url({ protocol: /^https?$/ })
    .describe(
      'Link to the report of a real incident of this kind by those who had it: https://status.cloud.google.com/incident/cloud-networking/19009.',
    ),
});

/** A file as its author wrote it. `$schema`-style extras are refused: every field means something. */
export const authoredScenarioSchema = z.strictObject({
  ...scenarioFields(authoredWrap),
  vary: varySchema
    .optional()
    .describe('What the seed decides, by name, for use as ${name} in several places: {onset: 20s..45s, ticket: {oneOf: [A-1, A-2]}}.'),
});

/** The same after a seed has been applied. */
export const resolvedScenarioSchema = z.strictObject(scenarioFields(resolvedWrap));

export type ResolvedScenario = z.infer<typeof resolvedScenarioSchema>;
export type ResolvedInject = ResolvedScenario['script'][number];
export type ResolvedBackground = ResolvedScenario['background'][number];
export type ResolvedEscalation = ResolvedScenario['escalation'][number];
