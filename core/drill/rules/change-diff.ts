/** What a change of the log made different, read from what stood before it. */
import type { ActiveOperation, StandingOperation } from '../../sandbox/operations.ts';
import { diffLines, settingChanges } from '../../sandbox/settings-diff.ts';
import type { PlannedChange } from '../../scenario/plan.ts';
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

/** What the change log of a shop tells of an operation by its nature, whoever asked for it; null for what is for people to find. */
export function publicChangeOf(operation: StandingOperation): Pick<PlannedChange, 'kind' | 'target' | 'summary' | 'by'> | null {
  switch (operation.kind) {
    case 'version':
      return deployOf(operation.service, `${operation.service} ${operation.version} rolled out`);
    case 'canary':
      return deployOf(
        operation.service,
        `${operation.service} ${operation.version} on a canary with ${Math.round(operation.weight * 100)} % of calls`,
      );
    case 'flag':
      return {
        kind: 'flag',
        target: operation.flag,
        summary: `${operation.flag} is ${operation.variant} for everybody`,
        by: 'Flag console',
      };
    case 'together':
      return operation.operations.map(publicChangeOf).find((change) => change !== null) ?? null;
    default:
      return null;
  }
}

const deployOf = (target: string, summary: string) => ({ kind: 'deploy' as const, target, summary, by: 'Deploy pipeline' });

const publicKinds: readonly StandingOperation['kind'][] = ['flag', 'version', 'canary', 'scale'];

/** Of a change that the script makes as a fault: only what a change log holds by its nature; the rest is for people to find. */
export function diffOfFault({ plan, standing }: DrillState, operation: StandingOperation): string[] {
  const parts = operation.kind === 'together' ? operation.operations : [operation];
  const told = parts.filter(({ kind }) => publicKinds.includes(kind));
  const after: readonly ActiveOperation[] = [...standing, ...activeOperations('it', told)];
  return diffLines(settingChanges(plan.settings, { before: standing, after }, told));
}
