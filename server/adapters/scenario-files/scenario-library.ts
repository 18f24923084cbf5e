import { durationMs } from '../../../core/faults/quantities.ts';
import type { DeskScenario } from '../../../core/protocol/desk.ts';
import type { ScenarioCard } from '../../../core/protocol/messages.ts';
import { compileScenario } from '../../../core/scenario/compile.ts';
import { parseScenario, type Scenario } from '../../../core/scenario/parse.ts';
import type { SloPlan } from '../../../core/scenario/plan.ts';
import type { Stack } from '../../../core/stack/schema.ts';
import type { ScenarioLibrary } from '../../ports/scenario-library.ts';
import { readYamlFolder } from './yaml-folder.ts';

export interface LibraryInput {
  folder: string;
  stack: Stack;
  slos: readonly SloPlan[];
  /** Asked for by whoever runs the house; null leaves it to each scenario and the stack. */
  ratePerSecond?: number | null;
  /** No load plan asks for more unless `ratePerSecond` does; without it they ask for what they want. */
  mostPerSecond?: number;
}

const minuteMs = 60_000;

/** Reads and checks every scenario of the folder, once. */
export function openScenarioLibrary({
  folder,
  stack,
  slos,
  ratePerSecond = null,
  mostPerSecond = Number.POSITIVE_INFINITY,
}: LibraryInput): ScenarioLibrary {
  const { found: scenarios, problems } = readYamlFolder(folder, (text, name) => {
    const parsed = parseScenario(text, name, { ...stack, measured: slos });
    return parsed.ok ? { ok: true, value: parsed.scenario } : parsed;
  });
  return {
    ids: () => [...scenarios.keys()],
    cards: () => [...scenarios.values()].map(cardOf).sort(easierFirst),
    sheets: () => [...scenarios.values()].map(sheetOf),
    problems: () => problems,
    compile(scenarioId, seed, ofThisPlan) {
      const scenario = scenarios.get(scenarioId);
      // Whatever else came with the stack's files is no part of a plan: its hash is the key of its proof.
      return scenario ? compileScenario(scenario, { stack, slos, ratePerSecond: ofThisPlan ?? ratePerSecond, mostPerSecond, seed }) : null;
    },
  };
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
