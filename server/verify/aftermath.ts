/** What the acts of one part may have left of the fault for the next one. */
import { couldHaveHidden } from '../../core/drill/rules/absorption.ts';
import { actsDone, hasPassedOver } from '../../core/drill/rules/invariants.ts';
import type { DrillState, FaultState } from '../../core/drill/state.ts';
import type { StandingOperation } from '../../core/sandbox/operations.ts';
import type { Plan } from '../../core/scenario/plan.ts';

/** Faults that are wholly on the list. All others also live where acts reach: in the memory of a process, in what an engine holds. */
const onTheList: readonly StandingOperation['kind'][] = [
  ...(['toxic', 'down', 'policy', 'flag', 'version', 'canary', 'scale', 'cordon', 'consumerFlow'] as const),
  ...(['loadRate', 'loadFactor', 'loadShape'] as const),
];
/** Whose parts cannot be told apart from what was done to the engine: any act counts. */
const inTheEngines: readonly StandingOperation['kind'][] = ['disturbance', 'together'];

/** An act that was done, not only stands, reached what was struck. */
export function hasTouchedFault(state: DrillState): boolean {
  return isSetUpAnew(state) || hasLostRecords(state) || faultsTouched(state).length > 0;
}

/**
 * It may have ended the fault for good, or made something else of it. A fault that is on the list alone (of a link, a version, a flag, the
 * load) is put back by the list, and users have to feel it before the next one acts. Orders that were passed over are gone for good, and
 * those that were charged twice stay so: only of a new beginning's baseline on nobody is charged with them.
 */
export function mayHaveEnded(state: DrillState): boolean {
  if (isSetUpAnew(state) || hasLostRecords(state) || hasChargedTwice(state)) return true;
  return faultsTouched(state).some(({ operation }) => !onTheList.includes(operation.kind));
}

/** What is slow from the start on is no fault that could be looked at: after an act that is done it is set up anew. */
function isSetUpAnew(state: DrillState): boolean {
  return state.plan.goal !== undefined && actsDone(state).length > 0;
}

/** Whether every accepted order has to reach shipping, and none be charged twice: one that is not is held against whoever plays after it. */
export function keepsRecords({ oracle }: Plan): boolean {
  return oracle.invariants?.includes('records-kept') ?? false;
}

function hasLostRecords(state: DrillState): boolean {
  return hasPassedOver(state) && keepsRecords(state.plan);
}

function hasChargedTwice({ plan, ordersTwice }: DrillState): boolean {
  return ordersTwice.since > 0 && keepsRecords(plan);
}

function faultsTouched(state: DrillState): FaultState[] {
  const acts = actsDone(state);
  if (acts.length === 0) return [];
  const applied = Object.values(state.faults).filter(({ firstAppliedAtMs }) => firstAppliedAtMs !== null);
  return applied.filter((fault) => inTheEngines.includes(fault.operation.kind) || couldHaveHidden({ ...state, controls: acts }, fault));
}
