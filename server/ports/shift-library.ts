import type { ShiftCard } from '../../core/protocol/shifts.ts';
import type { ShiftPlan } from '../../core/shift/place.ts';

/** The shifts on disk, each checked when it was read. */
export interface ShiftLibrary {
  cards(): ShiftCard[];
  /** Null for an unknown or broken shift. */
  compile(id: string, seed: number): ShiftPlan | null;
  /** What is wrong, as `file:line:column: message (expected …)`; broken shifts are not offered. */
  problems(): string[];
}
