import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globMatches } from './glob.ts';

describe('glob patterns', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['a*c*e', 'abcde', true],
    ['a*c*f', 'abcde', false],
    ['?', '', false],
    ['[a-c]x', 'bx', true],
    ['[c-a]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['[a\\]]', ']', true],
    ['[abc', 'c', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a\\', 'a\\', true],
  ])('%j against %j: %j', (pattern, text, matches) => {
    expect(globMatches(pattern, text)).toBe(matches);
  });

  it('[property] agrees with a regular expression on stars and question marks', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(pattern, text, (glob, subject) => {
        const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(globMatches(glob, subject)).toBe(expression.test(subject));
      }),
    );
  });

  it('does not blow up on many stars', () => {
    expect(globMatches('*a'.repeat(200), 'a'.repeat(5000) + 'b')).toBe(false);
  });
});
