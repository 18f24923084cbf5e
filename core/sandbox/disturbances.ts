/**
 * What can be done to an engine, its data or an outside system beside proxies and services, and kept up until it is taken off.
 * Whoever does it bears a name of everyday life (`finance-report`): what engines show must not tell a fault from a neighbour.
 */
import * as z from 'zod';

/** What a session or client of ours calls itself at an engine. */
const workerName = z.string().regex(/^[a-z][a-z0-9-]{2,30}$/, 'a name such as finance-report: 3 to 31 of a-z, 0-9 and -');

export const disturbanceSchema = z.discriminatedUnion('type', [
  /** An index of the stack's list is dropped. */
  z.strictObject({ type: z.literal('dropIndex'), index: z.string() }),
  /** A session holds ACCESS EXCLUSIVE on a table in an open transaction. */
  z.strictObject({ type: z.literal('lockTable'), table: z.string(), worker: workerName }),
  /** A session has locked the first rows of a table for update and then does nothing. */
  z.strictObject({ type: z.literal('idleTransaction'), table: z.string(), rows: z.int().min(1).max(1000), worker: workerName }),
  /** The role of the services plans without looking at parameters; their sessions are opened anew so that it counts. */
  z.strictObject({ type: z.literal('planCache'), mode: z.enum(['force_generic_plan', 'force_custom_plan']) }),
  /**
   * Idle sessions take places that services need; where no place is left, sessions of services are ended to make one. With `reconnects`
   * one that somebody ended is opened again.
   */
  z.strictObject({
    type: z.literal('crowd'),
    sessions: z.int().min(1).max(200),
    worker: workerName,
    reconnects: z.boolean().optional(),
  }),
  /** Statistics of a table are those of one with so many rows: the planner goes by them until somebody analyzes it. */
  z.strictObject({ type: z.literal('staleStatistics'), table: z.string(), rows: z.int().min(1).max(1_000_000_000) }),
  /** Sessions that run a heavy statement again and again. */
  z.strictObject({
    type: z.literal('storm'),
    sessions: z.int().min(1).max(16),
    pauseMs: z.int().min(0).max(60_000),
    worker: workerName,
  }),
  /** A migration of the stack's list is run; taking it off runs its way back. */
  z.strictObject({ type: z.literal('migration'), migration: z.string() }),
  /** Rows of an archive of the stack's list are brought in; taking it off takes them out. */
  z.strictObject({ type: z.literal('archive'), archive: z.string() }),
  /** The cache is emptied, once when `everyMs` is 0. */
  z.strictObject({ type: z.literal('redisFlush'), everyMs: z.int().min(0).max(3_600_000) }),
  /** A client keeps a big set and reads all of it every `everyMs`: the server does nothing else meanwhile. */
  z.strictObject({
    type: z.literal('redisBigRead'),
    members: z.int().min(100).max(500_000),
    everyMs: z.int().min(10).max(60_000),
    worker: workerName,
  }),
  /** Every key there is expires `afterMs` from now, all at once. */
  z.strictObject({ type: z.literal('redisAlignExpiry'), afterMs: z.int().min(1).max(600_000) }),
  /** Good records of somebody else on a topic; with a `key` they all go to one partition. */
  z.strictObject({
    type: z.literal('kafkaTraffic'),
    topic: z.string(),
    key: z.string().min(1).max(100).nullable(),
    perSecond: z.number().min(0.1).max(1000),
    bytes: z.int().min(100).max(1_000_000),
    worker: workerName,
  }),
  /** Records that no consumer can read. `partition` null lets the producer choose. */
  z.strictObject({
    type: z.literal('poison'),
    topic: z.string(),
    partition: z.int().min(0).nullable(),
    records: z.int().min(1).max(100),
    worker: workerName,
  }),
  /** A batch job that uses the same account at an outside system. */
  z.strictObject({ type: z.literal('providerBatch'), external: z.string(), perSecond: z.number().min(1).max(500), worker: workerName }),
]);
export type Disturbance = z.infer<typeof disturbanceSchema>;

/** A disturbance under the id of the operation that asks for it. */
export interface NamedDisturbance {
  id: string;
  disturbance: Disturbance;
}
