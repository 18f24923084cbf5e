/** The list of standing operations: what the log says the sandbox should be. Later entries win. */
import type { ActiveOperation, StandingOperation } from '../../sandbox/operations.ts';

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

export function takeOff(standing: readonly ActiveOperation[], id: string): ActiveOperation[] {
  return standing.filter((entry) => entry.id !== id && !entry.id.startsWith(`${id}.`));
}

export function isStanding(standing: readonly ActiveOperation[], id: string): boolean {
  return standing.some((entry) => entry.id === id || entry.id.startsWith(`${id}.`));
}
