/** What a change of the log made different, read from what stood before it. */
import type { ActiveOperation, StandingOperation } from '../../sandbox/operations.ts';
import { diffLines, settingChanges } from '../../sandbox/settings-diff.ts';
import type { DrillState } from '../state.ts';
import { activeOperations, takeOff } from './standing.ts';

/** Of operations that stand under this id; nothing where something that came later goes before them. */
export function diffOfStanding({ plan, standing }: DrillState, id: string, operations: readonly StandingOperation[]): string[] {
  return diffLines(settingChanges(plan.settings, { before: takeOff(standing, id), after: standing }, operations));
}

/** Of operations under this id that are about to be taken off. */
export function diffOfTakingOff({ plan, standing }: DrillState, id: string, operations: readonly StandingOperation[]): string[] {
  return diffLines(settingChanges(plan.settings, { before: standing, after: takeOff(standing, id) }, operations));
}

const publicKinds: readonly StandingOperation['kind'][] = ['flag', 'version', 'canary', 'scale'];

/** Of a change that the script makes as a fault: only what a change log holds by its nature; the rest is for people to find. */
export function diffOfFault({ plan, standing }: DrillState, operation: StandingOperation): string[] {
  if (!publicKinds.includes(operation.kind)) return [];
  const after: readonly ActiveOperation[] = [...standing, ...activeOperations('it', [operation])];
  return diffLines(settingChanges(plan.settings, { before: standing, after }, [operation]));
}
