/**
 * What can be done to a sandbox, as data. Faults and controls are both compiled to these.
 * Standing operations form the desired state (a fold over the active ones, last writer wins per key);
 * taking one off the list undoes it. Actions happen once.
 */
import * as z from 'zod';

const toxicTypes = ['latency', 'bandwidth', 'slow_close', 'timeout', 'reset_peer', 'slicer', 'limit_data'] as const;

const toxicSchema = z.strictObject({
  type: z.enum(toxicTypes),
  stream: z.enum(['upstream', 'downstream']),
  toxicity: z.number().min(0).max(1),
  /** Toxiproxy's own attribute names and units (latency ms, jitter ms, rate KB/s, …). */
  attributes: z.record(z.string(), z.number()),
});
export type ToxicSpec = z.infer<typeof toxicSchema>;

/** Neutral-named hooks inside a service; what each does is the service kit's business. */
const hookSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('delay'), ms: z.number().min(0), jitterMs: z.number().min(0), share: z.number().min(0).max(1) }),
  z.strictObject({ type: z.literal('fail'), status: z.int().min(400).max(599), share: z.number().min(0).max(1) }),
  z.strictObject({ type: z.literal('busy'), share: z.number().min(0).max(0.95) }),
]);
export type HookSpec = z.infer<typeof hookSchema>;

export const standingSchema = z.discriminatedUnion('kind', [
  /** A toxic on every proxy of the link. */
  z.strictObject({ kind: z.literal('toxic'), link: z.string(), toxic: toxicSchema }),
  /** Every proxy of the link disabled. */
  z.strictObject({ kind: z.literal('down'), link: z.string() }),
  /** A policy of a service, all its slots. */
  z.strictObject({
    kind: z.literal('policy'),
    service: z.string(),
    key: z.string(),
    value: z.union([z.string(), z.number(), z.boolean()]),
  }),
  z.strictObject({ kind: z.literal('flag'), flag: z.string(), variant: z.string() }),
  /** `target`: a service (all slots) or one slot. */
  z.strictObject({ kind: z.literal('hook'), target: z.string(), hook: hookSchema }),
  z.strictObject({ kind: z.literal('redisConfig'), maxmemoryMb: z.number().positive(), maxmemoryPolicy: z.string() }),
  /** Rolling restart into this version. */
  z.strictObject({ kind: z.literal('version'), service: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal('scale'), service: z.string(), slots: z.int().min(1) }),
  /** The consumer of this slot leaves its group and stays out. */
  z.strictObject({ kind: z.literal('cordon'), slot: z.string() }),
  z.strictObject({ kind: z.literal('loadRate'), ratePerSecond: z.number().positive() }),
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
]);
export type SandboxAction = z.infer<typeof actionSchema>;
