/** From text to a scenario whose every reference holds, or to the list of everything that is wrong. */
import type { Stack } from '../stack/schema.ts';
import { checkGoal } from './check-goal.ts';
import { checkHints } from './check-hints.ts';
import { checkLeaks } from './check-leaks.ts';
import { checkOracle } from './check-oracle.ts';
import { checkPractices } from './check-practices.ts';
import { checkPressure } from './check-pressure.ts';
import { checkProof } from './check-proof.ts';
import { checkRequests } from './check-requests.ts';
import { checkResponders } from './check-responders.ts';
import { checkScript } from './check-script.ts';
import { checkSheet } from './check-sheet.ts';
import { checkTruth } from './check-truth.ts';
import type { Checking } from './checking.ts';
import { namesOf } from './names.ts';
import type { Finding, Problem } from './problem.ts';
import { authoredScenarioSchema, type ResolvedScenario, resolvedScenarioSchema } from './schema.ts';
import type { Sheet } from './schema-sheet.ts';
import { applySeed, cornersOf, unknownVariables } from './seeded.ts';
import { shapeFindings } from './shape-findings.ts';
import { readSource } from './source.ts';

/** A file that passed every check. Sealed: only id, kind, whether it is tutorial, difficulty and time box may be told to players before the debrief. */
export interface Scenario {
  id: string;
  kind: 'incident' | 'optimisation';
  tutorial: boolean;
  difficulty: number;
  timebox: string;
  title: string;
  capabilities: string[];
  practices: string[];
  sheet: Sheet;
  /** The document as authored; `compileScenario` applies a seed to it. */
  authored: unknown;
}

export type ParsedScenario = { ok: true; scenario: Scenario } | { ok: false; problems: Problem[] };

/** Besides the corners, in which every choice and every end of a range is met once: seeds mix what no corner puts together. */
const CHECKED_SEEDS = 8;

/** Checks YAML, shape and every reference, in all corners and under some seeds. Problems come in the order of the text. */
export function parseScenario(text: string, file: string, stack: Stack): ParsedScenario {
  const source = readSource(text, file);
  if (source.broken.length > 0) return { ok: false, problems: source.broken };
  const shape = authoredScenarioSchema.safeParse(source.value);
  const findings = shape.success ? checkOutcomes(source.value, stack) : shapeFindings(shape.error);
  if (findings.length > 0 || !shape.success) return { ok: false, problems: inOrder(findings.map(source.place)) };
  const { id, goal, tutorial, difficulty, timebox, title, capabilities, practices, sheet } = shape.data;
  const kind = goal ? 'optimisation' : 'incident';
  return {
    ok: true,
    scenario: { id, kind, tutorial, difficulty, timebox, title, capabilities, practices, sheet, authored: source.value },
  };
}

/** All problems of a scenario file; empty when it is fine. */
export function lintScenario(text: string, file: string, stack: Stack): Problem[] {
  const parsed = parseScenario(text, file, stack);
  return parsed.ok ? [] : parsed.problems;
}

/** The document under one seed. @throws Error when it does not fit, which parsing has ruled out. */
export function resolveScenario(scenario: Scenario, seed: number): ResolvedScenario {
  const resolved = resolvedScenarioSchema.safeParse(applySeed(scenario.authored, seed));
  if (!resolved.success) throw new Error(`scenario ${scenario.id} does not fit under seed ${seed}: ${resolved.error.message}`);
  return resolved.data;
}

function checkOutcomes(authored: unknown, stack: Stack): Finding[] {
  const names = namesOf(stack);
  const found = new Map<string, Finding>();
  const seeded = Array.from({ length: CHECKED_SEEDS }, (_, seed) => applySeed(authored, seed));
  for (const outcome of [...cornersOf(authored), ...seeded]) {
    const resolved = resolvedScenarioSchema.safeParse(outcome);
    const findings = resolved.success
      ? [...unknownVariables(resolved.data), ...checkResolved({ scenario: resolved.data, stack, names })]
      : shapeFindings(resolved.error);
    for (const finding of findings) found.set(`${finding.path.join('.')}: ${finding.message}`, finding);
  }
  return [...found.values()];
}

function checkResolved(checking: Checking): Finding[] {
  const { scenario, stack } = checking;
  const wrongStack =
    scenario.stack === stack.name
      ? []
      : [{ path: ['stack'], message: `unknown stack ${scenario.stack}`, expected: `stack: ${stack.name}` }];
  return [
    ...wrongStack,
    ...checkScript(checking),
    ...checkTruth(checking),
    ...checkRequests(checking),
    ...checkOracle(checking),
    ...checkGoal(checking),
    ...checkPressure(checking),
    ...checkLeaks(checking),
    ...checkHints(checking),
    ...checkResponders(checking),
    ...checkSheet(checking),
    ...checkProof(checking),
    ...checkPractices(checking),
  ];
}

function inOrder(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}
