import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { lintScenario } from '../../core/scenario/parse.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { describeProblem } from '../adapters/scenario-files/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { parseOptions, UsageError } from './usage.ts';

/** Checks scenario files; prints every problem as file:line:column. */
export async function lintCommand(args: string[]): Promise<number> {
  const { positionals } = parseOptions(args, {});
  if (positionals.length === 0) throw new UsageError('Name at least one scenario file.');
  const { stack } = await readStackFiles(shopStackFile());
  const problems = positionals.flatMap((file) => lintScenario(readOrRefuse(file), file, stack));
  for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
  process.stdout.write(`${positionals.length} files, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
}

function readOrRefuse(file: string): string {
  try {
    return readFileSync(resolve(process.env['INIT_CWD'] ?? projectRoot(), file), 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
