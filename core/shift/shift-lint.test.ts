import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planOf, quietPlanOf } from '../drill/plan.fixture.ts';
import { compileFile, scenarioTexts, stack } from '../scenario/shop.fixture.ts';
import type { ShiftNames } from './check.ts';
import { isShift, lintShift, parseShift } from './parse.ts';
import { shiftJsonSchema } from './schema.ts';

const folder = new URL('../../scenarios/shifts/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

const idOf = (file: string): string => file.replace(/\.yaml$/, '');
const shop: ShiftNames = {
  stack: stack.name,
  slos: compileFile('tuesday-half-past-ten.yaml', 0).slos.map(({ name }) => name),
  scenarios: [...scenarioTexts.keys()].map(idOf),
  plansOf: (id) => (scenarioTexts.has(`${id}.yaml`) ? [0, 1, 2, 3].map((seed) => compileFile(`${id}.yaml`, seed)) : []),
};

describe.each(files)('%s', (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');

  it('SH1 has no problem, is named after its id and tells editors its schema', () => {
    expect(lintShift(text, file, shop)).toEqual([]);
    expect(parseShift(text, file, shop)).toMatchObject({ shift: { id: idOf(file) } });
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./shift.schema.json');
    expect(isShift(text, file)).toBe(true);
  });
});

it('SH1 a scenario is no shift, and what lies among shifts is one, whatever it lacks', () => {
  for (const [file, text] of scenarioTexts) expect(isShift(text, `scenarios/${file}`)).toBe(false);
  const unwatched = 'id: a-night\ntitle: A night\nbriefing: You are on call.\nstack: shop\n';
  expect(isShift(unwatched, 'scenarios/a-night.yaml')).toBe(false);
  expect(isShift(unwatched, 'scenarios/shifts/a-night.yaml')).toBe(true);
  expect(isShift(unwatched, 'C:\\shifts\\a-night.yaml')).toBe(true);
  const told = (text: string) => lintShift(text, 'x.yaml', small).map(({ message, expected }) => `${message} (${expected})`);
  expect(told(unwatched)).toEqual([expect.stringMatching(/^watches is missing \(a list: /)]);
  expect(told('')).toEqual(['the file is empty (a shift: id, title, briefing, stack and watches)']);
});

it('shift.schema.json on disk is what the schema generates (regenerate: npx vitest run --project unit core/shift -u)', async () => {
  await expect(`${JSON.stringify(shiftJsonSchema(), null, 1)}\n`).toMatchFileSnapshot('../../scenarios/shifts/shift.schema.json');
});

const goal = { operation: 'browse', percentile: 'p95', gain: 0.2, windowMs: 45_000, minRequests: 200 } as const;
const plans: Record<string, ReturnType<typeof planOf>> = {
  calm: quietPlanOf({
    truth: { ...quietPlanOf().truth, trigger: { component: 'none', mechanism: 'none', since: '', why: '', owner: '' } },
  }),
  tuning: quietPlanOf({ goal }),
  dilemma: quietPlanOf({ slos: quietPlanOf().slos.map((slo) => ({ ...slo, openingBudget: 0.1 })) }),
  ...Object.fromEntries(['one', 'two', 'three', 'four'].map((id) => [id, planOf()])),
};
const small: ShiftNames = {
  stack: 'shop',
  slos: ['browse-latency'],
  scenarios: Object.keys(plans),
  plansOf: (id) => (plans[id] ? [plans[id]] : []),
};

const fields = { id: 'a-day', title: 'A day', briefing: 'You are on call.', stack: 'shop' };
const written = (watches: string[], changes: Record<string, string> = {}): string =>
  [
    ...Object.entries({ ...fields, ...changes }).map(([key, value]) => `${key}: ${value}`),
    'watches:',
    ...watches.map((each) => `  - ${each}`),
  ].join('\n');
const incident = (scenario: string, minutes = 6): string => `{ scenario: ${scenario}, for: ${minutes}m }`;
const calm = '{ scenario: calm, for: 5m }';

describe('the lint of shifts', () => {
  it('SH1 lets a calm day and one of three incidents pass', () => {
    expect(lintShift(written([calm, incident('one')]), 'x.yaml', small)).toEqual([]);
    expect(lintShift(written([calm, incident('one'), incident('two'), incident('three')]), 'x.yaml', small)).toEqual([]);
  });

  it.each([
    ['a scenario that is not there', written([calm, incident('onne')]), 7, /unknown scenario onne; did you mean one\?/],
    ['the same scenario again', written([incident('one'), calm, incident('one')]), 8, /one is played before in this shift/],
    ['a fourth incident', written(['one', 'two', 'three', 'four'].map((id) => incident(id))), 9, /incident number 4/],
    [
      'more than half an hour',
      written([calm, incident('one', 9), incident('two', 9), incident('three', 9)]),
      5,
      /take 32 minutes together/,
    ],
    ['an optimisation drill', written([calm, '{ scenario: tuning, for: 5m }']), 7, /an optimisation drill/],
    ['a scenario with a budget of its own', written([calm, '{ scenario: dilemma, for: 5m }']), 7, /sets its own error budget/],
    ['a watch too short to mend anything', written([calm, '{ scenario: one, for: 2m }']), 7, /no time to be felt and mended/],
    ['a watch longer than its scenario', written([calm, incident('one', 11)]), 7, /ends after 600s/],
    [
      'a budget of what is no objective',
      written([calm, incident('one')], { openingBudgets: '{ browse-speed: 0.5 }' }),
      5,
      /unknown SLO browse-speed/,
    ],
    ['another stack', written([calm, incident('one')], { stack: 'bank' }), 4, /unknown stack bank/],
    [
      'a title that tells the component',
      written([calm, incident('one')], { title: 'Redis again' }),
      2,
      /title tells what is coming: "redi/,
    ],
    [
      'a briefing that tells the mechanism',
      written([calm, incident('one')], { briefing: 'High latency.' }),
      3,
      /briefing tells what is coming/,
    ],
    ['a field that means nothing', written([calm, '{ scenario: one, for: 6m, title: x }']), 7, /unknown field "title"/],
    ['a shift of one', written([calm]), 5, /watches/],
    ['broken YAML', 'id: [', 1, /broken YAML/],
  ])('SH1 refuses %s, with its place and what would be right', (_name, text, line, message) => {
    const [problem, ...more] = lintShift(text, 'x.yaml', small);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ file: 'x.yaml', line, message: expect.stringMatching(message), expected: expect.stringMatching(/./) });
    expect(problem?.column).toBeGreaterThan(0);
  });
});
