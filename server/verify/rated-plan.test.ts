import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { ratedPlanOf } from './rated-plan.ts';

test('[VF14] what else comes with the files of a stack is no part of a plan, whose hash is the key of its proof', async () => {
  const files = await readStackFiles(shopStackFile());
  const folder = join(projectRoot(), 'scenarios');
  const hashes = (library: ReturnType<typeof openScenarioLibrary>): (string | undefined)[] =>
    library.ids().map((id) => ratedPlanOf({ library, housePerSecond: null }, id, 1)?.plan.hash);
  const { stack, slos } = files;
  expect(hashes(openScenarioLibrary({ folder, ...files }))).toEqual(hashes(openScenarioLibrary({ folder, stack, slos })));
});
