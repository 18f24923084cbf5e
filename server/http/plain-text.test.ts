import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['a NUL, which the store cannot hold', 'a\u0000b', 'ab'],
  ['an escape sequence for terminals', '\u001b[31mred', '[31mred'],
  ['a right-to-left override', 'Ana\u202Etxt.exe', 'Anatxt.exe'],
  ['isolates and marks', '\u2066x\u2069\u200F', 'x'],
  ['a zero-width space', 'An\u200Ba', 'Ana'],
  ['half a character', 'x\uD83D', 'x'],
  ['Windows line breaks', 'one\r\ntwo', 'one\ntwo'],
])('[PL1] %s is taken out', (_name, given, kept) => {
  expect(plainText({ list: [{ text: given }] })).toEqual({ list: [{ text: kept }] });
});

test.each(['Ñandú', '👩‍🚒', 'می‌خواهم', 'مرحبا', 'line\nline\ttab', '<b>&amp;</b>', "'; drop table events; --"])(
  '[PL2] %j stays as it is',
  (text) => {
    expect(plainText(text)).toBe(text);
  },
);

test('[PL3] what is no text stays as it is', () => {
  expect(plainText({ n: 1, b: true, z: null })).toEqual({ n: 1, b: true, z: null });
  expect(plainText(undefined)).toBeUndefined();
});

test.each([
  ['joiners', '\u200D\u200D'],
  ['a filler and a soft hyphen', '\u3164\u00AD'],
  ['the empty pattern of Braille', ' \u2800 '],
  ['tags', '\u{E0041}\u{E0042}'],
  ['blanks', ' \n\t '],
])('[PL4] a text of nothing but %s is empty', (_name, text) => {
  expect(plainText(text)).toBe('');
});

test('[PL5] marks do not pile up over the lines of others', () => {
  expect(plainText(`A${'\u0301'.repeat(200)}na`)).toBe(`A${'\u0301'.repeat(8)}na`);
});

test('[PL6] what is nested deeper than anything that is taken is not looked into', () => {
  let deep: unknown = 'x';
  for (let n = 0; n < 20_000; n += 1) deep = n % 2 === 0 ? [deep] : { deep };
  expect(JSON.stringify(plainText({ text: 'kept', deep }))).toMatch(/^\{"text":"kept",.*null/);
});
