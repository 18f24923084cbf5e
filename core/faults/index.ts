/** Every kind of fault a scenario may inject. A new one is one file and one line in each of the two lists here. */
import * as z from 'zod';
import type { StandingOperation } from '../sandbox/operations.ts';
import { bandwidth } from './bandwidth.ts';
import { down } from './down.ts';
import type { FaultForm } from './fault.ts';
import { flag } from './flag.ts';
import { hookBusy } from './hook-busy.ts';
import { hookDelay } from './hook-delay.ts';
import { hookFail } from './hook-fail.ts';
import { latency } from './latency.ts';
import { policy } from './policy.ts';
import type { SeedWrap } from './quantities.ts';
import { redisMemory } from './redis-memory.ts';
import { reset } from './reset.ts';
import { timeout } from './timeout.ts';

/** One fault as a scenario writes it, told apart by `kind`. */
export const faultSchema = (seeded: SeedWrap) =>
  z.discriminatedUnion('kind', [
    latency.schema(seeded),
    bandwidth.schema(seeded),
    timeout.schema(seeded),
    reset.schema(seeded),
    down.schema(seeded),
    redisMemory.schema(seeded),
    flag.schema(seeded),
    hookDelay.schema(seeded),
    hookFail.schema(seeded),
    hookBusy.schema(seeded),
    policy.schema(seeded),
  ]);
export type Fault = z.infer<ReturnType<typeof faultSchema>>;

type FaultTable = {
  [K in Fault['kind']]: {
    compile(fault: Extract<Fault, { kind: K }>): StandingOperation;
    describe(fault: Extract<Fault, { kind: K }>): string;
    form: FaultForm | null;
  };
};

/** A kind of the schema that is missing here does not compile. */
const table: FaultTable = {
  latency,
  bandwidth,
  timeout,
  reset,
  down,
  'redis-memory': redisMemory,
  flag,
  'hook-delay': hookDelay,
  'hook-fail': hookFail,
  'hook-busy': hookBusy,
  policy,
};

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
