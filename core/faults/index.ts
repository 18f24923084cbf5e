/** Every kind of fault a scenario may inject. A new one is one file and one line in each of the two lists here. */
import * as z from 'zod';
import type { StandingOperation } from '../sandbox/operations.ts';
import { archive } from './archive.ts';
import { bandwidth } from './bandwidth.ts';
import { canary } from './canary.ts';
import { clockSkew } from './clock-skew.ts';
import { connectionCrowd } from './connection-crowd.ts';
import { connectionLeak } from './connection-leak.ts';
import { down } from './down.ts';
import { dropIndex } from './drop-index.ts';
import { expiryAlignment } from './expiry-alignment.ts';
import type { FaultAbout, FaultForm } from './fault.ts';
import { flag } from './flag.ts';
import { genericPlan } from './generic-plan.ts';
import { hookBusy } from './hook-busy.ts';
import { hookDelay } from './hook-delay.ts';
import { hookFail } from './hook-fail.ts';
import { hotKey } from './hot-key.ts';
import { hotLoop } from './hot-loop.ts';
import { idleTransaction } from './idle-transaction.ts';
import { latency } from './latency.ts';
import { limitData } from './limit-data.ts';
import { loadRamp } from './load-ramp.ts';
import { loadSpike } from './load-spike.ts';
import { memberBandwidth } from './member-bandwidth.ts';
import { memoryLeak } from './memory-leak.ts';
import { migration } from './migration.ts';
import { neighbourBatch } from './neighbour-batch.ts';
import { oversizedRecord } from './oversized-record.ts';
import { poisonRecord } from './poison-record.ts';
import { policy } from './policy.ts';
import { popularitySkew } from './popularity-skew.ts';
import type { SeedWrap } from './quantities.ts';
import { redisEviction } from './redis-eviction.ts';
import { redisFlush } from './redis-flush.ts';
import { redisMaxmemory } from './redis-maxmemory.ts';
import { redisMemory } from './redis-memory.ts';
import { redisSlowCommands } from './redis-slow-commands.ts';
import { release } from './release.ts';
import { reset } from './reset.ts';
import { schemaChange } from './schema-change.ts';
import { segmentErrors } from './segment-errors.ts';
import { segmentSkew } from './segment-skew.ts';
import { slicer } from './slicer.ts';
import { slowClose } from './slow-close.ts';
import { staleStatistics } from './stale-statistics.ts';
import { statementStorm } from './statement-storm.ts';
import { tableLock } from './table-lock.ts';
import { telemetryDelay } from './telemetry-delay.ts';
import { telemetryLoss } from './telemetry-loss.ts';
import { telemetryStale } from './telemetry-stale.ts';
import { threadStarvation } from './thread-starvation.ts';
import { timeout } from './timeout.ts';

/** One fault as a scenario writes it, told apart by `kind`. */
export const faultSchema = (seeded: SeedWrap) =>
  z.discriminatedUnion('kind', [
    // links
    latency.schema(seeded),
    bandwidth.schema(seeded),
    slicer.schema(seeded),
    slowClose.schema(seeded),
    timeout.schema(seeded),
    reset.schema(seeded),
    limitData.schema(seeded),
    down.schema(seeded),
    // services
    hookDelay.schema(seeded),
    hookFail.schema(seeded),
    segmentErrors.schema(seeded),
    hookBusy.schema(seeded),
    hotLoop.schema(seeded),
    memoryLeak.schema(seeded),
    connectionLeak.schema(seeded),
    threadStarvation.schema(seeded),
    clockSkew.schema(seeded),
    // Postgres
    dropIndex.schema(seeded),
    tableLock.schema(seeded),
    idleTransaction.schema(seeded),
    genericPlan.schema(seeded),
    staleStatistics.schema(seeded),
    connectionCrowd.schema(seeded),
    statementStorm.schema(seeded),
    // Redis
    redisMemory.schema(seeded),
    redisMaxmemory.schema(seeded),
    redisEviction.schema(seeded),
    redisSlowCommands.schema(seeded),
    redisFlush.schema(seeded),
    expiryAlignment.schema(seeded),
    // Kafka
    poisonRecord.schema(seeded),
    hotKey.schema(seeded),
    oversizedRecord.schema(seeded),
    memberBandwidth.schema(seeded),
    schemaChange.schema(seeded),
    // users
    loadSpike.schema(seeded),
    loadRamp.schema(seeded),
    popularitySkew.schema(seeded),
    segmentSkew.schema(seeded),
    neighbourBatch.schema(seeded),
    // releases
    release.schema(seeded),
    canary.schema(seeded),
    flag.schema(seeded),
    migration.schema(seeded),
    archive.schema(seeded),
    policy.schema(seeded),
    // telemetry
    telemetryDelay.schema(seeded),
    telemetryLoss.schema(seeded),
    telemetryStale.schema(seeded),
  ]);
export type Fault = z.infer<ReturnType<typeof faultSchema>>;

type FaultTable = {
  [K in Fault['kind']]: {
    compile(fault: Extract<Fault, { kind: K }>): StandingOperation;
    describe(fault: Extract<Fault, { kind: K }>): string;
    form: FaultForm | null;
    about: FaultAbout;
  };
};

/** A kind of the schema that is missing here does not compile. */
const table: FaultTable = {
  // links
  latency,
  bandwidth,
  slicer,
  'slow-close': slowClose,
  timeout,
  reset,
  'limit-data': limitData,
  down,
  // services
  'hook-delay': hookDelay,
  'hook-fail': hookFail,
  'segment-errors': segmentErrors,
  'hook-busy': hookBusy,
  'hot-loop': hotLoop,
  'memory-leak': memoryLeak,
  'connection-leak': connectionLeak,
  'thread-starvation': threadStarvation,
  'clock-skew': clockSkew,
  // Postgres
  'drop-index': dropIndex,
  'table-lock': tableLock,
  'idle-transaction': idleTransaction,
  'generic-plan': genericPlan,
  'stale-statistics': staleStatistics,
  'connection-crowd': connectionCrowd,
  'statement-storm': statementStorm,
  // Redis
  'redis-memory': redisMemory,
  'redis-maxmemory': redisMaxmemory,
  'redis-eviction': redisEviction,
  'redis-slow-commands': redisSlowCommands,
  'redis-flush': redisFlush,
  'expiry-alignment': expiryAlignment,
  // Kafka
  'poison-record': poisonRecord,
  'hot-key': hotKey,
  'oversized-record': oversizedRecord,
  'member-bandwidth': memberBandwidth,
  'schema-change': schemaChange,
  // users
  'load-spike': loadSpike,
  'load-ramp': loadRamp,
  'popularity-skew': popularitySkew,
  'segment-skew': segmentSkew,
  'neighbour-batch': neighbourBatch,
  // releases
  release,
  canary,
  flag,
  migration,
  archive,
  policy,
  // telemetry
  'telemetry-delay': telemetryDelay,
  'telemetry-loss': telemetryLoss,
  'telemetry-stale': telemetryStale,
};

/** Every kind with what it tells of itself, in the order of the list. */
export const faultCatalogue: readonly { kind: Fault['kind']; form: FaultForm | null; about: FaultAbout }[] = Object.entries(table).map(
  ([kind, { form, about }]) => ({ kind: kind as Fault['kind'], form, about }),
);

/** Kinds a facilitator may choose from, each with its form. */
export const faultForms: ReadonlyMap<string, FaultForm> = new Map(
  Object.entries(table).flatMap(([kind, { form }]) => (form === null ? [] : [[kind, form]])),
);

/** The standing operation that makes the fault real. */
export function compileFault(fault: Fault): StandingOperation {
  return entryOf(fault).compile(fault);
}

/** One line for facilitators and the debrief. */
export function describeFault(fault: Fault): string {
  return entryOf(fault).describe(fault);
}

/** TypeScript cannot see that the entry under a fault's kind takes that fault. */
function entryOf(fault: Fault): { compile(fault: Fault): StandingOperation; describe(fault: Fault): string } {
  return table[fault.kind] as { compile(fault: Fault): StandingOperation; describe(fault: Fault): string };
}
