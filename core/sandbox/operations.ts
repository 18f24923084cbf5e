/**
 * What can be done to a sandbox, as data. Faults and controls are both compiled to these.
 * Standing operations form the desired state (a fold over the active ones, last writer wins per key);
 * taking one off the list undoes it. Actions happen once.
 */
import * as z from 'zod';
import { disturbanceSchema } from './disturbances.ts';
import { loadShapeSchema, segmentSchema } from './load-shape-schema.ts';
import { attributesProblem, toxicTypes } from './toxic-attributes.ts';

const toxicSchema = z
  .strictObject({
    type: z.enum(toxicTypes),
    stream: z.enum(['upstream', 'downstream']),
    toxicity: z.number().min(0).max(1),
    /** Toxiproxy's own attribute names and units (latency ms, jitter ms, rate KB/s, …). */
    attributes: z.record(z.string(), z.number()),
  })
  .superRefine(({ type, attributes }, context) => {
    const problem = attributesProblem(type, attributes);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['attributes'] });
  });
export type ToxicSpec = z.infer<typeof toxicSchema>;

/** Neutral-named hooks inside a service; what each does is the service kit's business. */
const hookSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('delay'), ms: z.number().min(0), jitterMs: z.number().min(0), share: z.number().min(0).max(1) }),
  /** With a `segment`, only work about it is meant. */
  z.strictObject({
    type: z.literal('fail'),
    status: z.int().min(400).max(599),
    share: z.number().min(0).max(1),
    segment: segmentSchema.optional(),
  }),
  z.strictObject({ type: z.literal('busy'), share: z.number().min(0).max(0.95) }),
  /** Something is kept of every piece of work and never let go; so much a minute while there is work. */
  z.strictObject({ type: z.literal('retain'), mbPerMinute: z.number().min(1).max(300) }),
  /** A database connection is not given back when the work on it failed, in this share of failures. */
  z.strictObject({ type: z.literal('keep'), share: z.number().min(0).max(1) }),
  /** Every thread of libuv's pool is held by blocking calls of this length, one after another. */
  z.strictObject({ type: z.literal('block'), holdMs: z.int().min(10).max(10_000) }),
  /** The wall clock of the process is off by this much. */
  z.strictObject({ type: z.literal('clock'), offsetMs: z.int().min(-86_400_000).max(86_400_000) }),
  /** Metrics go out as they were when this began. */
  z.strictObject({ type: z.literal('echo') }),
]);
export type HookSpec = z.infer<typeof hookSchema>;

/** A policy of a service, all its slots. */
const policyOperation = z.strictObject({
  kind: z.literal('policy'),
  service: z.string(),
  key: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
});
/** Another variant for everybody. */
const flagOperation = z.strictObject({ kind: z.literal('flag'), flag: z.string(), variant: z.string() });
/** `target`: a service (all slots), one slot, or one version of a service (`orders@3.8.1`), wherever that runs. */
const hookOperation = z.strictObject({ kind: z.literal('hook'), target: z.string(), hook: hookSchema });

// ── what faults on engines, data and traffic are made of
const disturbanceOperation = z.strictObject({ kind: z.literal('disturbance'), disturbance: disturbanceSchema });
const loadShapeOperation = z.strictObject({ kind: z.literal('loadShape'), shape: loadShapeSchema });
/** So many times the users; `overMs` is how long it takes them to come. Several multiply. */
const loadFactorOperation = z.strictObject({
  kind: z.literal('loadFactor'),
  factor: z.number().min(0.05).max(10),
  overMs: z.int().min(0).max(3_600_000),
});
/** Several things that only together are one fault, or one load, in this order. */
const togetherOperation = z.strictObject({
  kind: z.literal('together'),
  operations: z
    .array(
      z.discriminatedUnion('kind', [
        policyOperation,
        flagOperation,
        hookOperation,
        disturbanceOperation,
        loadShapeOperation,
        loadFactorOperation,
      ]),
    )
    .min(1)
    .max(5),
});
// ──

export const standingSchema = z.discriminatedUnion('kind', [
  /** A toxic on every proxy of the link. */
  z.strictObject({ kind: z.literal('toxic'), link: z.string(), toxic: toxicSchema }),
  /** Every proxy of the link disabled. */
  z.strictObject({ kind: z.literal('down'), link: z.string() }),
  policyOperation,
  flagOperation,
  hookOperation,
  z.strictObject({ kind: z.literal('redisConfig'), maxmemoryMb: z.number().positive(), maxmemoryPolicy: z.string() }),
  /** Rolling restart into this version. */
  z.strictObject({ kind: z.literal('version'), service: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal('scale'), service: z.string(), slots: z.int().min(1) }),
  /** The consumer of this slot leaves its group and stays out. */
  z.strictObject({ kind: z.literal('cordon'), slot: z.string() }),
  z.strictObject({ kind: z.literal('loadRate'), ratePerSecond: z.number().positive() }),
  disturbanceOperation,
  loadShapeOperation,
  togetherOperation,
  /** One of the two settings of `redisConfig`; the other stays as it is. */
  z.strictObject({ kind: z.literal('redisMaxmemory'), maxmemoryMb: z.number().positive() }),
  z.strictObject({ kind: z.literal('redisPolicy'), maxmemoryPolicy: z.string() }),
  loadFactorOperation,

  // Releases and responders' controls.
  /** One instance of the service runs this version and is sent this share of its calls; 0 takes a canary off. */
  z.strictObject({ kind: z.literal('canary'), service: z.string(), version: z.string(), weight: z.number().min(0).max(0.9) }),
  /** Members of the service's consumer group stay in it and fetch nothing, or fetch again. */
  z.strictObject({ kind: z.literal('consumerFlow'), service: z.string(), flow: z.enum(['paused', 'running']) }),
  /** A background job that the stack declares. */
  z.strictObject({ kind: z.literal('job'), job: z.string(), state: z.enum(['running', 'stopped']) }),
]);
export type StandingOperation = z.infer<typeof standingSchema>;

/** A standing operation under the id of the fault or control that put it there. */
export interface ActiveOperation {
  id: string;
  operation: StandingOperation;
}

export const actionSchema = z.discriminatedUnion('kind', [
  /** Drain, stop, start, wait for readiness; slots of a service one after another. */
  z.strictObject({ kind: z.literal('restart'), target: z.string() }),
  z.strictObject({ kind: z.literal('redisFlush') }),

  // What responders do to the engines.
  /** The group of this service goes past the record it stands at. Refused when it has moved on meanwhile. */
  z.strictObject({
    kind: z.literal('offsetSkip'),
    service: z.string(),
    topic: z.string(),
    partition: z.int().min(0),
    offset: z.string().regex(/^\d+$/),
  }),
  /** All partitions of the group of this service go to the end, to the beginning, or to what came `minutesBack` ago. */
  z.strictObject({
    kind: z.literal('offsetsReset'),
    service: z.string(),
    to: z.enum(['latest', 'earliest', 'time']),
    minutesBack: z.number().positive(),
  }),
  /** Dead letters go back to the topic they came from. `offset`: one of them; null: all that have not been sent back yet. */
  z.strictObject({ kind: z.literal('deadLetterRedrive'), topic: z.string(), offset: z.string().regex(/^\d+$/).nullable() }),
  /** Ends a database session, or only the statement it runs. Refused when that session is gone. */
  z.strictObject({
    kind: z.literal('sessionEnd'),
    application: z.string(),
    pid: z.int().positive(),
    how: z.enum(['terminate', 'cancel']),
  }),
  z.strictObject({ kind: z.literal('analyze'), table: z.string() }),
  /** Builds an index that the stack declares. `plain` locks writers out while it is built. */
  z.strictObject({ kind: z.literal('indexCreate'), index: z.string(), mode: z.enum(['concurrently', 'plain']) }),
]);
export type SandboxAction = z.infer<typeof actionSchema>;

/** The operation itself, or the parts of one that is several. */
export function partsOf(operation: StandingOperation): StandingOperation[] {
  return operation.kind === 'together' ? operation.operations.flatMap(partsOf) : [operation];
}
