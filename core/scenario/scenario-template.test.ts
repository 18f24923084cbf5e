/** That it is read, compiled and played like every scenario is tested beside them (`scenarios.test.ts`, `playable.test.ts`). */
import { expect, it } from 'vitest';
import { cheatNames } from '../responders/cheat-names.ts';
import { cheatsOf, rightAnswersIn } from '../responders/cheats.ts';
import { authoredScenarioSchema } from './schema.ts';
import { compileFile, scenarioTexts, templateFile, textOf } from './shop.fixture.ts';

const lines = textOf(templateFile).split('\n');
const isField = (line: string | undefined): boolean => /^[a-z]\w*:/i.test(line ?? '');

it('[NW1] every field of a scenario stands in it or is named, and a remark stands above each group of them', () => {
  for (const field of Object.keys(authoredScenarioSchema.shape)) expect(textOf(templateFile), field).toMatch(new RegExp(`\\b${field}\\b`));
  const groups = lines.flatMap((line, index) => (isField(line) && !isField(lines[index - 1]) ? [{ line, above: lines[index - 1] }] : []));
  expect(groups.length).toBeGreaterThan(15);
  for (const { line, above } of groups) expect(above, line).toMatch(/^# \S/);
});

it('[NW2] what it is about is the truth of no scenario of the house, and no built-in cheat is its answer', () => {
  const { truth, ...plan } = compileFile(templateFile, 1);
  for (const file of scenarioTexts.keys()) {
    const other = compileFile(file, 1).truth;
    expect(other.trigger.component, file).not.toBe(truth.trigger.component);
    for (const condition of truth.conditions) expect(other.conditions, file).not.toContain(condition);
  }
  const cheats = cheatsOf(plan);
  const answers = cheatNames.flatMap((name) => rightAnswersIn(cheats[name] ?? [], truth));
  expect(answers).toEqual([]);
});
