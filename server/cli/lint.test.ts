import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { lintCommand } from './lint.ts';

const folder = mkdtempSync(join(tmpdir(), 'brownout-lint-'));
let told = '';
beforeEach(() => {
  told = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      told += String(text);
      return true;
    });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ours = (file: string): string => join(projectRoot(), 'scenarios', file);

// A shift stands on all scenarios, and reading them is the longest of it.
test('[SH1] lint takes scenarios and shifts together, and tells the place and the remedy of what is wrong', {
  timeout: 120_000,
}, async () => {
  expect(await lintCommand([ours('tuesday-half-past-ten.yaml'), ours('shifts/ten-to-three.yaml')])).toBe(0);
  expect(told).toBe('2 files, 0 problems\n');
  const file = join(folder, 'a-night.yaml');
  const watches = '  - { scenario: tuesday-half-past-ten, for: 8m }\n  - { scenario: tuesday-cutof, for: 12m }\n';
  writeFileSync(file, `id: a-night\ntitle: A night\nbriefing: You are on call.\nstack: shop\nwatches:\n${watches}`);
  expect(await lintCommand([file])).toBe(1);
  expect(told).toContain(`${file}:7:7: unknown scenario tuesday-cutof; did you mean tuesday-cutoff? (expected the id of a file`);
});

test('[LT16] a shift is known by where it lies, also one without watches', async () => {
  const shifts = join(mkdtempSync(join(folder, 'house-')), 'shifts');
  mkdirSync(shifts);
  const file = join(shifts, 'a-night.yaml');
  writeFileSync(file, 'id: a-night\ntitle: A night\nbriefing: You are on call.\nstack: shop\n');
  expect(await lintCommand([file])).toBe(1);
  expect(told).toMatch(/a-night\.yaml:1:1: watches is missing \(expected a list: .*\)\n1 files, 1 problems\n$/);
});

test('[LT11] an alias that cannot be followed is told at its place, and the other files are read; the library lists it as well', async () => {
  const library = mkdtempSync(join(folder, 'library-'));
  const broken = join(library, 'a-day.yaml');
  writeFileSync(broken, 'id: a-day\nexpect: { idle: *nobody }\n');
  copyFileSync(ours('tuesday-half-past-ten.yaml'), join(library, 'tuesday-half-past-ten.yaml'));
  const misnamed = join(library, 'a-night.yaml');
  writeFileSync(misnamed, 'id: another-night\nwatches: []\n');
  expect(await lintCommand([broken, misnamed])).toBe(1);
  expect(told).toContain(`${broken}:2:17: broken YAML: the alias *nobody has no anchor before it (expected &nobody at`);
  expect(told).toContain(`${misnamed}:1:1: the file is named a-night, and its id is another-night`);
  rmSync(misnamed);
  const { ids, problems } = openScenarioLibrary({ folder: library, ...(await readStackFiles(shopStackFile())) });
  expect(ids()).toEqual(['tuesday-half-past-ten']);
  expect(problems()).toEqual([expect.stringMatching(/^a-day\.yaml:2:17: broken YAML: the alias \*nobody/)]);
});

test('[LT12] a file whose name is not its id is told, wherever it lies', async () => {
  const file = join(folder, 'other-name.yaml');
  copyFileSync(ours('tuesday-half-past-ten.yaml'), file);
  expect(await lintCommand([file, ours('tuesday-half-past-ten.yaml')])).toBe(1);
  expect(told).toContain(
    `${file}:2:1: the file is named other-name, and its id is tuesday-half-past-ten (expected the file tuesday-half-past-ten.yaml, or id: other-name)`,
  );
  expect(told).toContain('2 files, 1 problems');
});
