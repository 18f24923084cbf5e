import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { lintCommand } from './lint.ts';
import { newCommand } from './new-scenario.ts';
import { UsageError } from './usage.ts';

let folder = '';
let said = '';
let warned = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brownout-new-'));
  [said, warned] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    warned += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const inFolder = (id: string): string => join(folder, `${id}.yaml`);

test('[NW3] what it writes is a scenario of that id: the house reads and compiles it, and lint has nothing to say', async () => {
  expect(await newCommand(['monday-afternoon'], folder)).toBe(0);
  expect(warned).toBe('');
  expect(said).toMatch(/monday-afternoon\.yaml: .*\n.*lint \S*monday-afternoon\.yaml\n.*verify monday-afternoon --only idle,expert\n/);
  const text = readFileSync(inFolder('monday-afternoon'), 'utf8');
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/scenario\.schema\.json\n/);
  expect(text).not.toContain('scenario-template');
  const library = openScenarioLibrary({ folder, ...(await readStackFiles(shopStackFile())) });
  expect([library.ids(), library.problems()]).toEqual([['monday-afternoon'], []]);
  expect(library.compile('monday-afternoon', 1)).toMatchObject({
    scenarioId: 'monday-afternoon',
    expect: { witness: 'felt', idle: 'loses' },
  });
  said = '';
  expect(await lintCommand([inFolder('monday-afternoon')])).toBe(0);
  expect(said).toBe('1 files, 0 problems\n');
});

test.each(['Monday', 'monday afternoon', 'monday_afternoon', '2nd-monday', 'monday-', '../monday', 'monday.yaml', ''])(
  '[NW4] "%s" is no id of a scenario: nothing is written',
  async (id) => {
    await expect(newCommand([id], folder)).rejects.toThrow(UsageError);
    await expect(newCommand([id], folder)).rejects.toThrow('lower-case words joined by dashes');
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('[NW4] one id is asked for, and no option', async () => {
  for (const args of [[], ['one', 'two'], ['one', '--force']]) await expect(newCommand(args, folder)).rejects.toThrow(UsageError);
  expect(readdirSync(folder)).toEqual([]);
});

test('[NW5] what is there is never written over: neither a scenario, nor a file that is broken, nor one of another name with this id', async () => {
  writeFileSync(inFolder('one'), 'id: one\nof: my own\n');
  writeFileSync(inFolder('two'), '{ no yaml');
  writeFileSync(inFolder('a-draft'), '# by hand\nid: "three"\n');
  const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const id of ['one', 'two', 'three']) {
    await expect(newCommand([id], folder)).rejects.toThrow(UsageError);
    await expect(newCommand([id], folder)).rejects.toThrow('already, and nothing was written');
  }
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(before);
});

test('[NW5] nor is a scenario of the house', async () => {
  const path = join(projectRoot(), 'scenarios', 'tuesday-half-past-ten.yaml');
  const before = readFileSync(path, 'utf8');
  await expect(newCommand(['tuesday-half-past-ten'])).rejects.toThrow('There is a scenario tuesday-half-past-ten already');
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('[NW6] a name that says what the template is about is told at once, as lint tells it', async () => {
  expect(await newCommand(['slow-orders'], folder)).toBe(0);
  expect(warned).toMatch(/slow-orders\.yaml:\d+:\d+: id gives the answer away: "order" names the component/);
});
