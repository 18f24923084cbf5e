import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { durationMs } from '../../../core/faults/quantities.ts';
import type { DeskScenario } from '../../../core/protocol/desk.ts';
import type { ScenarioCard } from '../../../core/protocol/messages.ts';
import { compileScenario } from '../../../core/scenario/compile.ts';
import { parseScenario, type Scenario } from '../../../core/scenario/parse.ts';
import type { SloPlan } from '../../../core/scenario/plan.ts';
import type { Problem } from '../../../core/scenario/problem.ts';
import type { Stack } from '../../../core/stack/schema.ts';
import type { ScenarioLibrary } from '../../ports/scenario-library.ts';

export interface LibraryInput {
  folder: string;
  stack: Stack;
  slos: readonly SloPlan[];
  /** Asked for by whoever runs the house; null leaves it to each scenario and the stack. */
  ratePerSecond?: number | null;
}

const minuteMs = 60_000;

/** Reads and checks every scenario of the folder, once. */
export function openScenarioLibrary({ folder, stack, slos, ratePerSecond = null }: LibraryInput): ScenarioLibrary {
  const scenarios = new Map<string, Scenario>();
  const problems: string[] = [];
  for (const name of readdirSync(folder)
    .filter((entry) => entry.endsWith('.yaml'))
    .sort()) {
    const parsed = parseScenario(readFileSync(join(folder, name), 'utf8'), name, stack);
    if (!parsed.ok) problems.push(...parsed.problems.map(describeProblem));
    else if (scenarios.has(parsed.scenario.id)) problems.push(`${name}:1:1: the id ${parsed.scenario.id} is taken by another file`);
    else scenarios.set(parsed.scenario.id, parsed.scenario);
  }
  return {
    ids: () => [...scenarios.keys()],
    cards: () => [...scenarios.values()].map(cardOf).sort(easierFirst),
    sheets: () => [...scenarios.values()].map(sheetOf),
    problems: () => problems,
    compile(scenarioId, seed) {
      const scenario = scenarios.get(scenarioId);
      return scenario ? compileScenario(scenario, { stack, slos, ratePerSecond, seed }) : null;
    },
  };
}

/** `file:line:column: message (expected …)`, as editors and people read it. */
export function describeProblem({ file, line, column, message, expected }: Problem): string {
  return `${file}:${line}:${column}: ${message} (expected ${expected})`;
}

/** Ids are neutral by a rule of the lint; the title is sealed. */
function cardOf({ id, kind, tutorial, difficulty, timebox }: Scenario): ScenarioCard {
  const name = id.replaceAll('-', ' ');
  return {
    scenarioId: id,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    kind,
    tutorial,
    difficulty,
    minutes: minutesOf(timebox),
  };
}

/** The tutorial first, then by difficulty. */
function easierFirst(a: ScenarioCard, b: ScenarioCard): number {
  return Number(b.tutorial) - Number(a.tutorial) || a.difficulty - b.difficulty || a.name.localeCompare(b.name);
}

function sheetOf({ id, title, difficulty, timebox, capabilities, practices, sheet }: Scenario): DeskScenario {
  return { scenarioId: id, title, difficulty, minutes: minutesOf(timebox), capabilities, practices, sheet };
}

function minutesOf(timebox: string): number {
  return Math.ceil(durationMs(timebox) / minuteMs);
}
