/** What every check of a scenario is given. */
import type { Stack } from '../stack/schema.ts';
import type { StackNames } from './names.ts';
import type { SloPlan } from './plan.ts';
import type { ResolvedScenario } from './schema.ts';

export interface Checking {
  scenario: ResolvedScenario;
  stack: Stack;
  names: StackNames;
  /** What the stack's objectives measure; none where their files were not read. */
  slos: readonly SloPlan[];
}
