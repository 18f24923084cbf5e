/** Could the pod's own act be why nobody felt a fault? */
import { isMutating, matchControl } from '../../controls/index.ts';
import { describeDisturbance } from '../../sandbox/describe-disturbance.ts';
import type { StandingOperation } from '../../sandbox/operations.ts';
import { linkEnds, serviceOfSlot } from '../../stack/schema.ts';
import type { ControlState, DrillState, FaultState } from '../state.ts';

/** A control that had landed and could have hidden the fault: a right answer, or any change of the component it struck. */
export function couldHaveHidden({ plan, controls }: DrillState, fault: FaultState): boolean {
  const { accepted, partial } = plan.truth;
  const struck = componentsOf(fault.operation);
  return controls.some((use) => {
    if (use.landedAtMs === null || isGoneBefore(use, fault.firstAppliedAtMs)) return false;
    return (
      [...accepted, ...partial].some((match) => matchControl(match, use)) ||
      (isMutating(use.control) && componentsNamed(use.target).some((component) => struck.has(component)))
    );
  });
}

function isGoneBefore({ undoneAtMs }: ControlState, appliedAtMs: number | null): boolean {
  return undoneAtMs !== null && appliedAtMs !== null && undoneAtMs <= appliedAtMs;
}

function componentsOf(operation: StandingOperation): Set<string> {
  switch (operation.kind) {
    case 'toxic':
    case 'down':
      return new Set(componentsNamed(operation.link));
    case 'hook':
      return new Set(componentsNamed(withoutVersion(operation.target)));
    case 'policy':
    case 'version':
    case 'scale':
      return new Set([operation.service]);
    case 'flag':
      return new Set([operation.flag]);
    case 'cordon':
      return new Set(componentsNamed(operation.slot));
    case 'redisConfig':
    case 'redisMaxmemory':
    case 'redisPolicy':
      return new Set(['redis']);
    case 'loadRate':
    case 'loadFactor':
    case 'loadShape':
      return new Set(['gateway']);
    case 'disturbance':
      return new Set([describeDisturbance(operation.disturbance).component]);
    case 'together':
      return new Set(operation.operations.flatMap((part) => [...componentsOf(part)]));

    case 'canary':
    case 'consumerFlow':
      return new Set([operation.service]);
    case 'job':
      return new Set([operation.job]);
  }
}

/** `orders@3.8.1` is a part of orders. */
function withoutVersion(target: string): string {
  return target.replace(/@.*$/, '');
}

/** A link stands for itself and both ends, a slot for itself and its service. */
function componentsNamed(name: string): string[] {
  if (!name.includes('->')) return [name, serviceOfSlot(name)];
  const { from, to } = linkEnds(name);
  return [name, from, to, serviceOfSlot(from), serviceOfSlot(to)];
}
