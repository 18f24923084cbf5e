/** What every check of a scenario is given. */
import type { Stack } from '../stack/schema.ts';
import type { StackNames } from './names.ts';
import type { ResolvedScenario } from './schema.ts';

export interface Checking {
  scenario: ResolvedScenario;
  stack: Stack;
  names: StackNames;
}
