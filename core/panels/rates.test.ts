import { expect, test } from 'vitest';
import { perSecond } from './rates.ts';

test.each([
  ['growth is divided by the time between the looks', 150, 100, 2000, 25],
  ['what stood still has a rate of zero', 100, 100, 2000, 0],
  ['a first look has no rate', 100, undefined, 2000, null],
  ['without a time there is no rate', 100, 50, null, null],
  ['two looks at one moment have no rate', 100, 50, 0, null],
  ['a counter that was reset has no rate', 5, 100, 2000, null],
])('%s', (_rule, now, before, overMs, rate) => {
  expect(perSecond(now, before, overMs)).toBe(rate);
});
