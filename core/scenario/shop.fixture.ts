/** The shop and its scenarios as they lie on disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseOpenSlo } from '../slo/open-slo.ts';
import { stackSchema } from '../stack/schema.ts';
import { compileScenario } from './compile.ts';
import { parseScenario, type Scenario } from './parse.ts';
import type { Plan } from './plan.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const shop = new URL('../../infra/stacks/shop/', import.meta.url);

export const stack = stackSchema.parse(parse(readFileSync(new URL('stack.yaml', shop), 'utf8')));
const slos = stack.slos.map((file) => parseOpenSlo(parse(readFileSync(new URL(file, shop), 'utf8'))));

/** As the command line lints against it. */
export const measuredStack = { ...stack, measured: slos };

/** Texts by file name. */
export const scenarioTexts = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]),
);

/** What `new` writes, under its own name as id. Nobody plays it from here, so it is none of the scenarios above. */
export const templateFile = 'scenario-template.yaml';
const template = readFileSync(new URL(templateFile, import.meta.url), 'utf8');

export function textOf(file: string): string {
  return file === templateFile ? template : (scenarioTexts.get(file) ?? '');
}

/** Checking one under all its seeds takes a while: each is read once, and only by tests that ask for it. */
const known = new Map<string, Scenario>();

/** @throws Error when the file has problems. */
export function scenarioIn(file: string): Scenario {
  const read = known.get(file) ?? readScenario(file);
  known.set(file, read);
  return read;
}

/** @throws Error when the file has problems. */
export function compileFile(file: string, seed: number): Plan {
  return compileScenario(scenarioIn(file), { stack, slos, seed });
}

function readScenario(file: string): Scenario {
  const parsed = parseScenario(textOf(file), file, measuredStack);
  if (!parsed.ok) throw new Error(`${file} has problems: ${JSON.stringify(parsed.problems)}`);
  return parsed.scenario;
}
