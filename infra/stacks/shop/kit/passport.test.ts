import { expect, test } from 'vitest';
import { Passports } from './passport.ts';

const at = (offsetMs: number, secret = 'shared'): Passports => new Passports(secret, () => 1_000_000_000_000 + offsetMs);
const passport = at(0).issue('customer-7');

test.each([
  [0, null],
  [60_000, null],
  [66_000, 'pass_expired'],
  [90_000, 'pass_expired'],
  [-4_000, null],
  [-90_000, 'pass_not_yet_valid'],
])('read by a clock that is %i ms on, a passport is %s', (offsetMs, problem) => {
  expect(at(offsetMs).problem(passport)).toBe(problem);
});

test.each([
  ['', 'pass_malformed'],
  ['a.b', 'pass_malformed'],
  [`${passport}.x`, 'pass_malformed'],
  [`x${passport}`, 'pass_forged'],
  [passport.replace('1000000000000', '1000000009999'), 'pass_forged'],
  [at(0, 'other').issue('customer-7'), 'pass_forged'],
])('%j does not hold', (text, problem) => {
  expect(at(0).problem(text)).toBe(problem);
});
