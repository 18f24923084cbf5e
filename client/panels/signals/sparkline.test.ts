import { expect, test } from 'vitest';
import { sparklinePath } from './sparkline.ts';

test('a gap in the values is a gap in the line', () => {
  expect(sparklinePath({ values: [1, null, 1, 1], width: 30, height: 10 })).toBe('M0.0 1.0M20.0 1.0L30.0 1.0');
});

test('the largest value touches the top and zero the bottom', () => {
  expect(sparklinePath({ values: [0, 5], width: 10, height: 10 })).toBe('M0.0 9.0L10.0 1.0');
});
