/** LT16: where a problem is placed, and what is said to be written there. */
import { describe, expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import type { Problem } from './problem.ts';
import { measuredStack, scenarioTexts } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';

function changed(...replacements: readonly [from: string, to: string][]): string {
  return replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
    return text.replace(from, to);
  }, good);
}

const lint = (text: string): Problem[] => lintScenario(text, 'x.yaml', measuredStack);

/** Line and column of the first place at which a text has the words, from 1. */
function placeOf(words: string, text: string): Pick<Problem, 'line' | 'column'> {
  const before = text.slice(0, text.indexOf(words)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

describe('[LT16] a variable that nothing declares', () => {
  it('is told as such, with the one that is near, and not as what it would have to be', () => {
    const text = changed(['    at: ${onset}\n    fault', '    at: ${onsett}\n    fault']);
    expect(lint(text)).toEqual([
      {
        file: 'x.yaml',
        ...placeOf('at: ${onsett}', text),
        message: 'unknown variable ${onsett}; did you mean onset?',
        expected: 'a name declared under vary, or one of its fields: onset, delay, decoy, decoy.at, decoy.summary',
      },
    ]);
  });

  it('also where it should name something of the stack, or is a field that no choice has', () => {
    const told = (from: string, to: string) => lint(changed([from, to])).map(({ message }) => message);
    expect(told('link: payments->psp, latency', 'link: "${lnk}", latency')).toEqual(['unknown variable ${lnk}']);
    expect(told('at: ${decoy.at}', 'at: ${decoy.att}')).toEqual(['unknown variable ${decoy.att}; did you mean decoy.at?']);
  });

  it('and everything else that is wrong is told with it', () => {
    const text = changed(
      ['    at: ${onset}\n    fault', '    at: ${onsett}\n    fault'],
      ['delay: 12s..16s', 'delay: { oneOf: [12s, soon] }'],
    );
    expect(lint(text).map(({ message }) => message)).toEqual([
      'unknown variable ${onsett}; did you mean onset?',
      'script.0.fault.latency is not written as it should be',
    ]);
  });
});

describe('[LT16] a mistake in one branch of a choice stands in that branch', () => {
  const item = (text: string) => `ticket: { from: Customer 9, text: ${text} }`;
  const choice = (...branches: string[]): string =>
    changed([
      'truth:\n  trigger:',
      `  - oneOf:\n${branches.map((branch) => `      - ${branch.replaceAll('\n', '\n        ')}\n`).join('')}\ntruth:\n  trigger:`,
    ]);

  it.each([
    ['a name that does not exist', `when: { fired: f7 }\n${item('Hello?')}`, 'fired: f7', /unknown inject f7/],
    ['a value of another form', `at: soon\n${item('Hello?')}`, 'at: soon', /script\.5\.at is not written/],
    ['a value of another type', `at: 33\n${item('Hello?')}`, 'at: 33', /script\.5\.at has the wrong type/],
    ['a field that is unknown', `at: 30s\n${item('Hello?')}\nafterr: 3s`, 'afterr', /unknown field "afterr"/],
    ['what it does', 'at: 31s', 'at: 31s', /an inject does one thing, this one has none/],
    ['a branch within it', `at: { oneOf: [20s, 20m] }\n${item('Hello?')}`, '20m]', /never happens/],
  ])('%s', (_, second, words, message) => {
    const text = choice(`at: 30s\n${item('Well?')}`, second);
    expect(lint(text)).toEqual([expect.objectContaining({ ...placeOf(words, text), message: expect.stringMatching(message) })]);
  });

  it('and the same mistake in two of them is told in both', () => {
    const text = choice(`when: { fired: f7 }\n${item('Well?')}`, `when: { fired: f7 }\n${item('Hello?')}`);
    const [first] = lint(text);
    expect(lint(text)).toHaveLength(2);
    expect(lint(text)[1]?.line).toBe((first?.line ?? 0) + 2);
  });
});

describe('[LT16] what has the wrong type says what to write', () => {
  it.each([
    ['a time without its unit', '    at: ${onset}\n    fault', '    at: 30\n    fault', 'a duration with its unit: 900ms, 8s, 2m'],
    ['a past time without its unit', 'at: -3h', 'at: -3', 'a time before the start, with its unit: -8m'],
    ['a number in quotes', 'difficulty: 1', 'difficulty: "1"', 'a number without quotes and unit: 3'],
    [
      'a number for a text',
      'title: The provider that went quiet',
      'title: 42',
      'text, in quotes where it reads as a number or as true: "42"',
    ],
    ['words for a yes or no', 'tutorial: true', 'tutorial: maybe', 'true or false'],
    [
      'a text for a list',
      'capabilities: [event-driven, reliability]',
      'capabilities: reliability',
      'a list: entries that begin with "- ", each on a line below, or [one, two]',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(lint(changed([from, to]))).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/ has the wrong type$/), expected }),
    ]);
  });

  it('a field with nothing after it, and one that is not there', () => {
    const fields = 'fields: "name: value", each on a line below, or {name: value}';
    expect(lint(changed(['oracle: { hold: 60s, minTrafficShare: 0.95 }', 'oracle:']))).toMatchObject([
      { message: 'oracle is empty', expected: fields },
    ]);
    expect(lint(changed(['oracle: { hold: 60s, minTrafficShare: 0.95 }', '']))).toMatchObject([
      { message: 'oracle is missing', expected: fields },
    ]);
  });

  it('a file without anything in it, and one that holds something else', () => {
    const expected = 'a scenario: id, title, stack and its other fields; "npm run brownout -- new ID" writes one to begin from';
    expect(lint('')).toMatchObject([{ line: 1, column: 1, message: 'the file is empty', expected }]);
    expect(lint('- a\n- b\n')).toMatchObject([{ message: 'the file has the wrong type', expected }]);
  });
});
