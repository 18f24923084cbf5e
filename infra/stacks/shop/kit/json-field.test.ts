import { expect, test } from 'vitest';
import { jsonField } from './json-field.ts';

test.each([
  ['{"currency":"GBP","cents":5}', 'currency', 'GBP'],
  ['{"currency":"GBP","cents":5}', 'cents', undefined],
  ['{"currency":"GBP"', 'currency', undefined],
  ['null', 'currency', undefined],
  ['"GBP"', 'length', undefined],
])('of %s, %s is %s', (text, field, value) => {
  expect(jsonField(text, field)).toBe(value);
});
