import { lintScenario } from '../../core/scenario/parse.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { describeProblem } from '../adapters/scenario-files/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { readOrRefuse } from './read-file.ts';
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
