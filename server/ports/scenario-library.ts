import type { DeskScenario } from '../../core/protocol/desk.ts';
import type { ScenarioCard } from '../../core/protocol/messages.ts';
import type { Plan } from '../../core/scenario/plan.ts';

/** The scenarios on disk, each checked when it was read. */
export interface ScenarioLibrary {
  cards(): ScenarioCard[];
  /** With title and sheet: for the facilitator only. */
  sheets(): DeskScenario[];
  ids(): string[];
  /** Null for an unknown or broken scenario. @param ratePerSecond instead of what the library was opened with */
  compile(scenarioId: string, seed: number, ratePerSecond?: number): Plan | null;
  /** What is wrong, as `file:line:column: message (expected …)`; broken scenarios are not offered. */
  problems(): string[];
}
