/** Crutches: what the pod put on to get through, and somebody has to take off. */
import { controlDefinitions } from '../../controls/index.ts';
import type { ControlState, DrillState } from '../state.ts';
import { isTakeable } from './standing.ts';
import { contextOf } from './versions.ts';

export interface Crutch {
  controlId: string;
  words: string;
}

/** Those that are in force now, oldest first. */
export function crutchesOf(state: DrillState): Crutch[] {
  const standing = state.controls.filter(isTakeable);
  return standing.flatMap((use, index) => {
    const words = wordsOf(state, use);
    const isCleared = standing.slice(index + 1).some((later) => isSameSwitch(later, use) && wordsOf(state, later) === null);
    return words === null || isCleared ? [] : [{ controlId: use.controlId, words }];
  });
}

/** Those that nobody was named for in the resolve. */
export function ownerless(state: DrillState): Crutch[] {
  const owned = state.resolve?.leftOn ?? [];
  return crutchesOf(state).filter(({ controlId }) => !owned.some((left) => left.controlId === controlId && left.owner.trim() !== ''));
}

function wordsOf(state: DrillState, { control, target, parameters }: ControlState): string | null {
  return controlDefinitions[control]?.leavesOn?.(contextOf(state, target, parameters)) ?? null;
}

function isSameSwitch(a: ControlState, b: ControlState): boolean {
  return a.control === b.control && a.target === b.target;
}
