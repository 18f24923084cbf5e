/** From text to a scenario whose every reference holds, or to the list of everything that is wrong. */
import type * as z from 'zod';
import type { Stack } from '../stack/schema.ts';
import { checkGoal } from './check-goal.ts';
import { checkHints } from './check-hints.ts';
import { checkLeaks } from './check-leaks.ts';
import { checkOracle } from './check-oracle.ts';
import { checkPractices } from './check-practices.ts';
import { checkPressure } from './check-pressure.ts';
import { checkProof } from './check-proof.ts';
import { checkRefused } from './check-refused.ts';
import { checkRequests } from './check-requests.ts';
import { checkResponders } from './check-responders.ts';
import { checkScript } from './check-script.ts';
import { checkSheet } from './check-sheet.ts';
import { checkTruth } from './check-truth.ts';
import type { Checking } from './checking.ts';
import { namesOf } from './names.ts';
import type { SloPlan } from './plan.ts';
import type { Finding, Problem } from './problem.ts';
import { authoredScenarioSchema, type ResolvedScenario, resolvedScenarioSchema } from './schema.ts';
import type { Sheet } from './schema-sheet.ts';
import { applySeed, outcomesOf, unknownVariables, variableNames } from './seeded.ts';
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

const whatBelongs = 'a scenario: id, title, stack and its other fields; "npm run brownout -- new ID" writes one to begin from';

/** Besides the corners, in which every choice and every end of a range is met once: seeds mix what no corner puts together. */
const CHECKED_SEEDS = 8;

/** A stack with what its objectives measure; without them whatever is bad counts as known at once. */
export type MeasuredStack = Stack & { measured?: readonly SloPlan[] };

/** Checks YAML, shape and every reference, in all corners and under some seeds. Problems come in the order of the text. */
export function parseScenario(text: string, file: string, stack: MeasuredStack): ParsedScenario {
  const source = readSource(text, file);
  if (source.broken.length > 0) return { ok: false, problems: source.broken };
  const shape = authoredScenarioSchema.safeParse(source.value);
  const findings = shape.success ? checkOutcomes(source.value, stack) : shapeProblems(shape.error, source.value, stack);
  if (findings.length > 0 || !shape.success) return { ok: false, problems: inOrder(findings.map(source.place)) };
  const { id, goal, tutorial, difficulty, timebox, title, capabilities, practices, sheet } = shape.data;
  const kind = goal ? 'optimisation' : 'incident';
  return {
    ok: true,
    scenario: { id, kind, tutorial, difficulty, timebox, title, capabilities, practices, sheet, authored: source.value },
  };
}

/** All problems of a scenario file; empty when it is fine. */
export function lintScenario(text: string, file: string, stack: MeasuredStack): Problem[] {
  const parsed = parseScenario(text, file, stack);
  return parsed.ok ? [] : parsed.problems;
}

/** The document under one seed. @throws Error when it does not fit, which parsing has ruled out. */
export function resolveScenario(scenario: Scenario, seed: number): ResolvedScenario {
  const resolved = resolvedScenarioSchema.safeParse(applySeed(scenario.authored, seed));
  if (!resolved.success) throw new Error(`scenario ${scenario.id} does not fit under seed ${seed}: ${resolved.error.message}`);
  return resolved.data;
}

/** Where every field may be left out, a choice of which one branch does not fit is read as an unknown field: what is wrong inside is told. */
function shapeProblems(error: z.ZodError, authored: unknown, stack: MeasuredStack): Finding[] {
  const findings = shapeFindings(error, whatBelongs);
  if (!findings.some(isChoice)) return findings;
  const decided = checkOutcomes(authored, stack);
  return findings.flatMap((finding) => {
    const inside = isChoice(finding) ? decided.filter(({ path }) => finding.path.every((key, index) => path[index] === key)) : [];
    return inside.length > 0 ? inside : [finding];
  });
}

function isChoice({ path }: Finding): boolean {
  return path.at(-1) === 'oneOf';
}

function checkOutcomes(authored: unknown, stack: MeasuredStack): Finding[] {
  const known = { stack, slos: stack.measured ?? [], names: namesOf(stack), variables: variableNames(authored) };
  const found = new Map<string, Finding>();
  for (const { document, authoredPath } of outcomesOf(authored, CHECKED_SEEDS)) {
    for (const finding of checkOutcome(document, known)) {
      const path = authoredPath(finding.path);
      found.set(`${path.join('.')}: ${finding.message}`, { ...finding, path });
    }
  }
  return [...found.values()];
}

/** What stands where a variable is unknown is wrong only because of it. */
function checkOutcome(document: unknown, { variables, ...known }: Omit<Checking, 'scenario'> & { variables: string[] }): Finding[] {
  const unknown = unknownVariables(document, variables);
  const places = new Set(unknown.map(({ path }) => path.join('.')));
  const resolved = resolvedScenarioSchema.safeParse(document);
  const findings = resolved.success ? checkResolved({ ...known, scenario: resolved.data }) : shapeFindings(resolved.error, whatBelongs);
  return [...unknown, ...findings.filter(({ path }) => !places.has(path.join('.')))];
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
    ...checkRefused(checking),
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
