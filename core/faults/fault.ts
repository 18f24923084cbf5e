/** What one kind of fault is. One file per kind beside this one; `index.ts` lists them. */
import type * as z from 'zod';
import type { ParameterSpec } from '../controls/control.ts';
import type { StandingOperation } from '../sandbox/operations.ts';
import type { SeedWrap } from './quantities.ts';

/** How a facilitator is asked for it. */
export interface FaultForm {
  title: string;
  /**
   * What it can be done to, and so the field of the schema that names it (`targetFields` in offers.ts).
   * - `declared`: only where `faults:` of stack.yaml says so.
   */
  on: TargetKind;
  /** Fields of the schema; a number's unit is put behind it. */
  parameters: ParameterSpec[];
}

export type TargetKind =
  | 'link'
  | 'service'
  | 'flag'
  | 'cache'
  | 'index'
  | 'table'
  | 'database'
  | 'member'
  | 'traffic'
  | 'segment'
  | 'migration'
  | 'release'
  | 'canary'
  | 'telemetry'
  | 'declared';

/** For whoever writes scenarios or runs drills; `docs/faults.md` is made of it. */
export interface FaultAbout {
  /** Parts of the sandbox it changes: `link`, `index`, `topic`. */
  touches: string;
  /** A line of the actuator's receipt: what was truly done. */
  receipt: string;
  /** What taking it off does, also to what it left. */
  undo: string;
}

export interface FaultDefinition<Schema extends z.ZodType> {
  /** Strict, with a literal `kind`; quantities carry units. */
  schema(seeded: SeedWrap): Schema;
  compile(fault: z.infer<Schema>): StandingOperation;
  /** For facilitators and the debrief; players never see it while the drill runs. */
  describe(fault: z.infer<Schema>): string;
  /** Null where sensible values depend on the target: then only scenarios have it. */
  form: FaultForm | null;
  about: FaultAbout;
}

/** Keeps the schema's type while checking the shape. */
export function defineFault<Schema extends z.ZodType>(definition: FaultDefinition<Schema>): FaultDefinition<Schema> {
  return definition;
}
