/** `new ID`: a scenario to begin from, in the folder that the house reads. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lintScenario } from '../../core/scenario/parse.ts';
import { authoredScenarioSchema } from '../../core/scenario/schema.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { describeProblem, readYamlFolder } from '../adapters/scenario-files/yaml-folder.ts';
import { shopStackFile } from '../stack-file.ts';
import { parseOptions, UsageError } from './usage.ts';

/** The id that stands in the template wherever an author's will stand. */
const templateId = 'scenario-template';

/** Writes it and says what comes next; what is there already is never touched. */
export async function newCommand(args: string[], folder = join(projectRoot(), 'scenarios')): Promise<number> {
  const { positionals } = parseOptions(args, {});
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError('Name one new scenario, such as monday-afternoon.');
  requireNew(id, folder);
  const text = readFileSync(join(projectRoot(), 'core/scenario', `${templateId}.yaml`), 'utf8').replaceAll(templateId, id);
  const path = join(folder, `${id}.yaml`);
  write(path, text);
  const file = relative(projectRoot(), path);
  const { stack, slos } = await readStackFiles(shopStackFile());
  // Only its name can be amiss: it must not say what the template is about.
  for (const problem of lintScenario(text, file, { ...stack, measured: slos })) process.stderr.write(`${describeProblem(problem)}\n`);
  process.stdout.write(nextSteps(id, file));
  return 0;
}

/** @throws UsageError the id is not written as ids are, or is taken */
function requireNew(id: string, folder: string): void {
  if (!authoredScenarioSchema.shape.id.safeParse(id).success)
    throw new UsageError(`${id} is no id of a scenario: lower-case words joined by dashes, such as monday-afternoon.`);
  const { found } = readYamlFolder(folder, (text) => ({ ok: true, value: { id: idIn(text) } }));
  if (found.has(id)) throw taken(id);
}

/** As it stands in the text: a file that is broken holds its id as well. */
function idIn(text: string): string {
  return /^id:\s*["']?([\w-]+)/m.exec(text)?.[1] ?? '';
}

/** @throws UsageError there is such a file, whatever is in it */
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw taken(path);
    throw error;
  }
}

function taken(what: string): UsageError {
  return new UsageError(`There is a scenario ${what} already, and nothing was written: choose another id.`);
}

function nextSteps(id: string, file: string): string {
  return [
    `${file}: a scenario of one slow link, with remarks that say what each part is for. Make it yours (docs/guides/authors.md), then`,
    `  npm run brownout -- lint ${file}`,
    `  npm run brownout -- verify ${id} --only idle,expert`,
    `  npm run brownout -- verify ${id}`,
    '',
  ].join('\n');
}
