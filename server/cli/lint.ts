import { join, resolve } from 'node:path';
import { checkFileName } from '../../core/scenario/check-file-name.ts';
import { lintScenario } from '../../core/scenario/parse.ts';
import type { Problem } from '../../core/scenario/problem.ts';
import { isShift, lintShift } from '../../core/shift/parse.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { shiftNames } from '../adapters/scenario-files/shift-library.ts';
import { describeProblem } from '../adapters/scenario-files/yaml-folder.ts';
import { shopStackFile } from '../stack-file.ts';
import { readOrRefuse } from './read-file.ts';
import { parseOptions, UsageError } from './usage.ts';

/** Checks files of scenarios and of shifts; prints every problem as file:line:column. */
export async function lintCommand(args: string[]): Promise<number> {
  const { positionals } = parseOptions(args, {});
  if (positionals.length === 0) throw new UsageError('Name at least one file of a scenario or a shift.');
  const lint = await linter();
  const problems = positionals.flatMap((file) => lintFile(readOrRefuse(file), file, lint));
  for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
  process.stdout.write(`${positionals.length} files, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
}

type Lint = (text: string, file: string) => Problem[];

function lintFile(text: string, file: string, lint: Lint): Problem[] {
  return [...checkFileName(text, file), ...lint(text, file)];
}

async function linter(): Promise<Lint> {
  const files = await readStackFiles(shopStackFile());
  // A shift stands on the scenarios that are there; they are only read for one.
  let names: ReturnType<typeof shiftNames> | null = null;
  return (text, file) => {
    if (!isShift(text, resolve(file))) return lintScenario(text, file, { ...files.stack, measured: files.slos });
    names ??= shiftNames(openScenarioLibrary({ folder: join(projectRoot(), 'scenarios'), ...files }), files);
    return lintShift(text, file, names);
  };
}
