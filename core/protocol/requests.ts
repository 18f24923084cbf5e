/** A change that a developer wants to ship, as the pod sees it and answers it. */
import * as z from 'zod';

/** What approving it really does to the shop. */
const shipmentSchema = z.discriminatedUnion('kind', [
  /** `canaryShare`: one instance beside the others gets this share of calls; null: everybody. */
  z.strictObject({
    kind: z.literal('release'),
    service: z.string(),
    version: z.string(),
    canaryShare: z.number().gt(0).max(0.9).nullable(),
  }),
  z.strictObject({ kind: z.literal('migration'), migration: z.string() }),
  z.strictObject({ kind: z.literal('flag'), flag: z.string(), variant: z.string() }),
  /** Version 1 of the public API is answered at this service, or no longer. */
  z.strictObject({ kind: z.literal('apiVersion'), service: z.string(), version: z.literal('v1'), state: z.enum(['on', 'off']) }),
]);
export type Shipment = z.infer<typeof shipmentSchema>;

export const requestVerdicts = ['approve', 'hold', 'conditions'] as const;
export type RequestVerdict = (typeof requestVerdicts)[number];

export const requestConditionSchema = z.discriminatedUnion('kind', [
  /** Of a release: at most this share of calls, on one instance. Kept by the pipeline. */
  z.strictObject({
    kind: z.literal('canaryShare').describe('Of a release: at most this share of calls, on one instance.'),
    atMost: z.number().min(0.01).max(0.5).describe('Largest share of calls, 0.01 to 0.5: 0.05.'),
  }),
  /** Not before the pod has resolved the incident. Kept by the pipeline. */
  z.strictObject({ kind: z.literal('afterIncident').describe('Not before the pod has resolved the incident.') }),
  /** Of a flag: its owner takes it out by this day. Written down; people keep it. */
  z.strictObject({
    kind: z.literal('flagOffBy').describe('Of a flag: its owner takes it out by this day.'),
    day: z.iso.date().describe('Last day of the flag: 2027-01-31.'),
  }),
  /** Why it goes although an error budget is below the line. */
  z.strictObject({
    kind: z.literal('exception').describe('Why it goes although an error budget is below the line.'),
    reason: z.string().trim().min(10).max(500).describe('Why it goes all the same, in 10 to 500 characters.'),
  }),
]);
export type RequestCondition = z.infer<typeof requestConditionSchema>;

/** `waiting`: approved, and a condition or an exception is still to come. `shipped`: in force. `failed`: the shop could not follow. */
export const requestStates = ['open', 'waiting', 'shipping', 'shipped', 'held', 'failed'] as const;

export const requestViewSchema = z.object({
  requestId: z.string(),
  atMs: z.number(),
  from: z.string(),
  /** Who answers for it, by id in the stack. */
  owner: z.string(),
  title: z.string(),
  summary: z.string(),
  ships: shipmentSchema,
  /** In words: `orders 3.9.0 on a canary with 20 % of calls`. */
  shipsWords: z.string(),
  /** Game time by which an answer is wanted; null when nobody is in a hurry. */
  wantedByMs: z.number().nullable(),
  state: z.enum(requestStates),
  /** What an approval still waits for, in words: `the resolve`. Null for a request that waits for nothing. */
  waitsFor: z.string().nullable(),
  /** Null while nobody has decided. */
  decision: z
    .object({
      verdict: z.enum(requestVerdicts),
      conditions: z.array(requestConditionSchema),
      conditionWords: z.array(z.string()),
      by: z.string(),
      atMs: z.number(),
    })
    .nullable(),
});
export type RequestView = z.infer<typeof requestViewSchema>;

/** An error budget below the line of the house's release policy, and who let something pass all the same. */
export const releaseGateSchema = z.object({
  /** Share of an error budget below which nothing is promoted without an exception; null where the house has no such policy. */
  line: z.number().nullable(),
  below: z.array(z.object({ slo: z.string(), displayName: z.string(), budgetLeft: z.number() })),
  exceptions: z.array(z.object({ atMs: z.number(), by: z.string(), reason: z.string() })),
});
export type ReleaseGate = z.infer<typeof releaseGateSchema>;

const checkSchema = z.enum(['passed', 'failed', 'not run']);

/** `GET /api/v1/drills/:drillId/requests/:requestId/papers`: what the shop's own files say of it. */
export const requestPapersSchema = z.object({
  /** `stable`, `beta` or `canary`, of a release. */
  channel: z.string().nullable(),
  notes: z.array(z.string()),
  /** Of a flag. */
  flag: z.object({ owner: z.string(), expires: z.string(), description: z.string() }).nullable(),
  /** Which document or file differs, and how, in unified form; null where no contract, schema or setting does. */
  diff: z.object({ document: z.string(), lines: z.array(z.string()) }).nullable(),
  /** Columns of the matrix. */
  nodes: z.array(z.string()),
  suites: z.array(z.object({ suite: z.string(), results: z.array(checkSchema), why: z.string() })),
  consumers: z.array(z.object({ consumer: z.string(), contract: z.string(), result: checkSchema, why: z.string() })),
});
export type RequestPapers = z.infer<typeof requestPapersSchema>;
