import { describe, expect, it } from 'vitest';
import { lintScenario, parseScenario } from './parse.ts';
import type { Problem } from './problem.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';

/** Problems of the good scenario with one text replaced by another. */
function lintWith(from: string, to: string): Problem[] {
  if (!good.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
  return lintScenario(good.replace(from, to), 'x.yaml', stack);
}

/** Line of a text in the good scenario. */
function lineOf(text: string): number {
  return good.slice(0, good.indexOf(text)).split('\n').length;
}

it('gives file, line, column, message and what is expected, with a suggestion for a near miss', () => {
  const line = lineOf('link: payments->psp, latency');
  const column = (good.split('\n')[line - 1] ?? '').indexOf('link:') + 1;
  expect(lintWith('link: payments->psp, latency', 'link: payments->pspp, latency')).toEqual([
    {
      file: 'x.yaml',
      line,
      column,
      message: 'unknown link payments->pspp; did you mean payments->psp?',
      expected: `one of this stack: ${stack.links.map(({ id }) => id).join(', ')}`,
    },
  ]);
});

describe('refuses', () => {
  it.each([
    ['an unknown field', 'jitter: 4s', 'jittr: 4s', /unknown field "jittr"; did you mean jitter\?/],
    ['a quantity without unit', 'jitter: 4s', 'jitter: 4', /script\.0\.fault\.jitter has the wrong type/],
    ['a quantity in a wrong unit', 'jitter: 4s', 'jitter: 4KB', /script\.0\.fault\.jitter is not written as it should be/],
    ['an unknown fault kind', 'kind: latency', 'kind: latancy', /script\.0\.fault\.kind is not known/],
    ['an unknown capability', '[event-driven, reliability]', '[event-driven, speed]', /capabilities\.1 has a value that is not known here/],
    ['a missing section', 'oracle: { hold: 60s, minTrafficShare: 0.95 }', '', /oracle is missing/],
    ['an unknown stack', 'stack: shop', 'stack: bank', /unknown stack bank/],
    [
      'an unknown SLO as witness',
      'witness: { slo: checkout-latency',
      'witness: { slo: checkout-latancy',
      /unknown SLO checkout-latancy; did you mean checkout-latency\?/,
    ],
    ['an unknown owner', 'owner: vendor-psp\n  conditions', 'owner: vendor\n  conditions', /unknown owner vendor/],
    [
      'an unknown control',
      'control: breaker.set, target: orders->payments, parameters: { mode: open }',
      'control: breaker.sett, target: orders->payments',
      /unknown control breaker\.sett/,
    ],
    [
      'a target the stack does not allow',
      '{ control: payments.defer, target: orders }',
      '{ control: payments.defer, target: gateway }',
      /unknown target of payments\.defer gateway/,
    ],
    [
      'a parameter out of range',
      'atLeast: { fraction: 0.2 }',
      'parameters: { fraction: 2 }',
      /fraction must be a number \(share\) from 0 to 0\.9, got 2/,
    ],
    ['an unknown parameter', '{ mode: open }', '{ mod: open }', /breaker\.set has no parameter "mod"; it takes mode/],
    ['a bound on a parameter that is no number', 'atLeast: { fraction: 0.2 }', 'atLeast: { share: 0.2 }', /unknown number parameter share/],
    ['a reference to a fault that is not there', 'since: f1', 'since: f2', /unknown fault f2/],
    ['an unknown component of the truth', 'component: payments->psp', 'component: payments->bank', /unknown component payments->bank/],
    [
      'an unknown target of a change',
      'target: inventory, summary',
      'target: inventry, summary',
      /unknown component inventry; did you mean inventory\?/,
    ],
    [
      'an inject that does nothing',
      'statusPage: { from: Payment provider, text: We are investigating elevated response times on the charges API in one region. }',
      'as: late',
      /an inject does one thing, this one has none/,
    ],
    ['an inject without a time', 'at: ${onset}\n    fault', 'fault', /an inject has exactly one of at, when, drawer/],
    ['an inject after the time box', 'at: ${onset}\n    after: 150s', 'at: 15m', /never happens/],
    [
      'a wait for an alert that nobody expects',
      '- wait: { alert: checkout-latency }',
      '- wait: { alert: order-freshness }',
      /unreachable: no page of order-freshness is expected/,
    ],
    [
      'waits longer than the time box',
      '- wait: { after: 6s }',
      '- wait: { after: 16m }',
      /unreachable: waits up to here exceed the time box/,
    ],
    [
      'a question that asks why',
      'In a slow trace, who is working',
      'Why is the trace slow and who is working',
      /sheet\.questions\.0 is not written/,
    ],
    [
      'a question that names the component',
      'a part of ours is innocent',
      'payments is innocent',
      /the question gives the answer away: "payment"/,
    ],
    [
      'a sheet that leaves words to the seed',
      'The orders deploy of the evening.',
      'The deploy ${decoy.at}.',
      /sheet\.deadEnds\.0 is not written/,
    ],
    [
      'a variable that nothing declares, in a text that people read',
      'Payday evening is a tenth of our month.',
      'Payday evening is ${dalay} of our month.',
      /unknown variable \$\{dalay\}/,
    ],
    ['a missing idle responder', '  idle: []\n', '', /responder idle is missing/],
    ['an id that gives the answer away', 'id: payday-evening', 'id: slow-psp', /id gives the answer away: "psp"/],
    [
      'a briefing that gives the answer away',
      'Customers should get through to the end.',
      'Watch the payments.',
      /briefing gives the answer away: "payment"/,
    ],
  ])('%s', (_, from, to, message) => {
    const problems = lintWith(from, to);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
    for (const problem of problems) {
      expect(problem.line).toBeGreaterThan(0);
      expect(problem.column).toBeGreaterThan(0);
      expect(problem.expected).not.toBe('');
    }
  });

  it('a missing sheet, or one with too little in it, saying what to write', () => {
    const sheet = good.slice(good.indexOf('sheet:\n'), good.indexOf('proof:\n'));
    expect(lintWith(sheet, '')).toMatchObject([
      { message: 'sheet is missing', expected: expect.stringContaining('seenWhen: [{when, seen}') },
    ]);
    const short = sheet
      .replace(/ {2}deadEnds:\n(?: {4}.*\n)*/, '  deadEnds: [one]\n')
      .replace(/ {2}questions:\n(?: {4}.*\n)*/, '  questions: [How?]\n');
    expect(lintWith(sheet, short).map(({ expected }) => expected)).toEqual([
      '2 to 4 dead ends a pod may walk into',
      'exactly 3 questions that probe without giving the answer away',
    ]);
  });

  it('a duplicate id', () => {
    const problems = lintScenario(good.replace('  - when: { alert: any }\n', '  - as: f1\n    when: { alert: any }\n'), 'x.yaml', stack);
    expect(problems.map(({ message }) => message)).toEqual(['duplicate id f1']);
  });

  it('broken YAML, at its place, without throwing', () => {
    const [problem] = lintScenario('id: x\nbriefing: [unclosed\n', 'x.yaml', stack);
    expect(problem).toMatchObject({ file: 'x.yaml', expected: 'YAML 1.2' });
    expect(problem?.line).toBeGreaterThanOrEqual(2);
    expect(problem?.message).toMatch(/^broken YAML: /);
  });

  it.each(['', '42', '- a\n- b\n', 'null\n'])('a file that is no mapping (%j)', (text) => {
    expect(lintScenario(text, 'x.yaml', stack).length).toBeGreaterThan(0);
  });
});

it('checks every branch of a choice, not just one seed', () => {
  const problems = lintWith('at: -3h', 'at: { oneOf: [-3h, -2h, soon] }');
  expect(problems).toHaveLength(1);
  expect(problems[0]?.line).toBe(lineOf('at: -3h'));
  const links = lintWith('link: payments->psp, latency', 'link: { oneOf: [payments->psp, payments->warehouse] }, latency');
  expect(links.map(({ message }) => message)).toEqual(['unknown link payments->warehouse']);
});

it('[LT9] checks the rarest choice and the very end of a range, which hardly any seed meets', () => {
  const links = [...Array.from({ length: 200 }, () => 'payments->psp'), 'payments->warehouse'];
  const rare = lintWith('link: payments->psp, latency', `link: { oneOf: [${links.join(', ')}] }, latency`);
  expect(rare.map(({ message }) => message)).toEqual(['unknown link payments->warehouse']);
  const end = lintWith('at: ${onset}\n    after: 150s', 'at: 150s..15m');
  expect(end.map(({ message }) => message).join()).toMatch(/never happens/);
});

it('lists problems in the order of the text', () => {
  const text = good.replace('difficulty: 1', 'difficulty: 9').replace('hold: 60s', 'hold: 60').replace('idle: loses', 'idle: wins');
  const lines = lintScenario(text, 'x.yaml', stack).map(({ line }) => line);
  expect(lines).toHaveLength(3);
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
});

it('tells only id, difficulty and time box of a scenario that passed', () => {
  const result = parseScenario(good, 'x.yaml', stack);
  expect(result.ok && [result.scenario.id, result.scenario.difficulty, result.scenario.timebox]).toEqual(['payday-evening', 1, '15m']);
});
