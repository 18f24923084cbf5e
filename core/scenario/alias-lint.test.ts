/** Aliases of a YAML text: what cannot be followed is a problem like any other. */
import { describe, expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';
import { readSource } from './source.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';

describe('LT11 an alias', () => {
  it('without an anchor before it, at its place, and each of them', () => {
    const text = good.replace('stack: shop', 'stack: *late').replace('idle: loses', 'idle: *nobody');
    const problems = lintScenario(text, 'x.yaml', stack);
    expect(problems.map(({ message }) => message)).toEqual([
      'broken YAML: the alias *late has no anchor before it',
      'broken YAML: the alias *nobody has no anchor before it',
    ]);
    expect(problems[0]).toMatchObject({ file: 'x.yaml', line: 4, column: 8, expected: expect.stringContaining('&late at the value') });
  });

  it('that stands for more than anybody writes, at the one in which it comes together', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array.from({ length: 10 }, () => of).join(', ')}]\n`;
    const bomb = `${level('a', 'lol')}${level('b', '*a')}${level('c', '*b')}${level('d', '*c')}`;
    const problems = lintScenario(bomb, 'x.yaml', stack);
    expect(problems).toMatchObject([{ line: 4, column: 44, message: expect.stringContaining('*c stand for too much') }]);
    expect(problems[0]?.expected).not.toBe('');
  });

  it('that stands inside its own value', () => {
    const problems = lintScenario('id: a\nscript: &s\n  - { as: f1, fault: *s }\n', 'x.yaml', stack);
    expect(problems).toMatchObject([{ line: 3, column: 22, message: expect.stringContaining('*s stands inside the value') }]);
  });

  it('of what stands further up is read, with the newest of its anchors', () => {
    expect(readSource('a: &x 1\nb: *x\nc: &x 2\nd: *x\n', 'x.yaml')).toMatchObject({ value: { a: 1, b: 1, c: 2, d: 2 }, broken: [] });
  });
});
