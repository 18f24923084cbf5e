import { expect, it } from 'vitest';
import { inline, yamlText } from './escape.ts';
import { clockText, moneyText, percentText, spanText } from './words.ts';

it('spells spans, clocks, shares and money the same everywhere', () => {
  expect([spanText(null), spanText(0), spanText(8_640), spanText(65_000), spanText(-5_000)]).toEqual([
    'not reached',
    '0 s',
    '9 s',
    '1 min 05 s',
    '-5 s',
  ]);
  expect([clockText(0), clockText(65_900), clockText(-480_000), clockText(3_725_000)]).toEqual([
    'T+00:00',
    'T+01:05',
    'T-08:00',
    'T+62:05',
  ]);
  expect([percentText(null), percentText(0.004), percentText(0.384), percentText(1)]).toEqual(['no events', '0.4 %', '38 %', '100 %']);
  expect([moneyText(0), moneyText(5), moneyText(123_456), moneyText(123_456_789)]).toEqual(['0.00', '0.05', '1 234.56', '1 234 567.89']);
});

it('leaves ordinary words as they are', () => {
  expect(inline('Pages are slow, 38 % of them. Is it us?')).toBe('Pages are slow, 38 % of them. Is it us?');
});

it('makes one line of many and starts no list', () => {
  expect(inline('a\n\n- b\r\n1. c')).toBe('a - b 1. c');
  expect(['- b', '+ b', '# b', '---', '1) c'].map(inline)).toEqual(['\\- b', '\\+ b', '\\# b', '\\---', '1\\) c']);
  expect(inline('1. c')).toBe('1\\. c');
});

it('quotes YAML so that a value stays one value', () => {
  expect(yamlText('a"\nstatus: Final')).toBe('"a\\" status: Final"');
});
