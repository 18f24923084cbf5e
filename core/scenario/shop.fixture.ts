/** The shop and its scenarios as they lie on disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseOpenSlo } from '../slo/open-slo.ts';
import { stackSchema } from '../stack/schema.ts';
import { compileScenario } from './compile.ts';
import { parseScenario } from './parse.ts';
import type { Plan } from './plan.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const shop = new URL('../../infra/stacks/shop/', import.meta.url);

export const stack = stackSchema.parse(parse(readFileSync(new URL('stack.yaml', shop), 'utf8')));
const slos = stack.slos.map((file) => parseOpenSlo(parse(readFileSync(new URL(file, shop), 'utf8'))));

/** Texts by file name. */
export const scenarioTexts = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]),
);

const parsed = new Map([...scenarioTexts].map(([file, text]) => [file, parseScenario(text, file, stack)]));

/** @throws Error when the file has problems. */
export function compileFile(file: string, seed: number): Plan {
  const known = parsed.get(file);
  if (!known?.ok) throw new Error(`${file} has problems: ${JSON.stringify(known?.problems)}`);
  return compileScenario(known.scenario, { stack, slos, seed });
}
