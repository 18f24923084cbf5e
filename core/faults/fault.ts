/** What one kind of fault is. One file per kind beside this one; `index.ts` lists them. */
import type * as z from 'zod';
import type { StandingOperation } from '../sandbox/operations.ts';
import type { SeedWrap } from './quantities.ts';

export interface FaultDefinition<Schema extends z.ZodType> {
  /** Strict, with a literal `kind`; quantities carry units. */
  schema(seeded: SeedWrap): Schema;
  compile(fault: z.infer<Schema>): StandingOperation;
  /** For facilitators and the debrief; players never see it while the drill runs. */
  describe(fault: z.infer<Schema>): string;
}

/** Keeps the schema's type while checking the shape. */
export function defineFault<Schema extends z.ZodType>(definition: FaultDefinition<Schema>): FaultDefinition<Schema> {
  return definition;
}
