/** What one kind of fault is. One file per kind beside this one; `index.ts` lists them. */
import type * as z from 'zod';
import type { ParameterSpec } from '../controls/control.ts';
import type { StandingOperation } from '../sandbox/operations.ts';
import type { SeedWrap } from './quantities.ts';

/** How a facilitator is asked for it. */
export interface FaultForm {
  title: string;
  /** What it can be done to. */
  on: 'link' | 'service' | 'flag' | 'cache';
  /** Fields of the schema; a number's unit is put behind it. */
  parameters: ParameterSpec[];
}

export interface FaultDefinition<Schema extends z.ZodType> {
  /** Strict, with a literal `kind`; quantities carry units. */
  schema(seeded: SeedWrap): Schema;
  compile(fault: z.infer<Schema>): StandingOperation;
  /** For facilitators and the debrief; players never see it while the drill runs. */
  describe(fault: z.infer<Schema>): string;
  /** Null where sensible values depend on the target: then only scenarios have it. */
  form: FaultForm | null;
}

/** Keeps the schema's type while checking the shape. */
export function defineFault<Schema extends z.ZodType>(definition: FaultDefinition<Schema>): FaultDefinition<Schema> {
  return definition;
}
