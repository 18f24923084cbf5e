/** The list of standing operations: what the log says the sandbox should be. Later entries win. */
import type { ActiveOperation, StandingOperation } from '../../sandbox/operations.ts';
import type { Plan } from '../../scenario/plan.ts';
import type { ControlState } from '../state.ts';

/** Under the id of whoever put them there; several get a number each, since an id stands for one operation. */
export function activeOperations(id: string, operations: readonly StandingOperation[]): ActiveOperation[] {
  if (operations.length === 1) return operations.map((operation) => ({ id, operation }));
  return operations.map((operation, index) => ({ id: `${id}.${index + 1}`, operation }));
}

/** Id under which a change from before the drill stands. */
export function backgroundId(index: number): string {
  return `background-${index + 1}`;
}

/** Puts operations at the end of the list. */
export function putOn(standing: readonly ActiveOperation[], id: string, operations: readonly StandingOperation[]): ActiveOperation[] {
  return [...takeOff(standing, id), ...activeOperations(id, operations)];
}

/** Id under which the trigger stands once more. */
export const replayId = 'replay';

/** The operation of the fault that is tried again; null where none is. */
export function replayOperation({ oracle, script }: Plan): StandingOperation | null {
  const item = script.find(({ id }) => id === oracle.replay?.faultId);
  return item?.kind === 'fault' ? item.operation : null;
}

/** Below everything that has been done since the opening, where the trigger once was: what the pod has set stays set. */
export function withReplay(standing: readonly ActiveOperation[], operation: StandingOperation): ActiveOperation[] {
  const isBackground = ({ id }: ActiveOperation): boolean => id.startsWith('background-');
  const rest = takeOff(standing, replayId);
  return [...rest.filter(isBackground), { id: replayId, operation }, ...rest.filter((entry) => !isBackground(entry))];
}

export function takeOff(standing: readonly ActiveOperation[], id: string): ActiveOperation[] {
  return standing.filter((entry) => entry.id !== id && !entry.id.startsWith(`${id}.`));
}

export function isStanding(standing: readonly ActiveOperation[], id: string): boolean {
  return standing.some((entry) => entry.id === id || entry.id.startsWith(`${id}.`));
}

/** Whether it stands, so that it could be taken off again. */
export function isTakeable({ state, work }: ControlState): boolean {
  return state === 'landed' && (work?.type === 'standing' || work?.type === 'silence');
}
