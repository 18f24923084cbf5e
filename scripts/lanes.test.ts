import { expect, test } from 'vitest';
import { lanesOf } from './lanes.mjs';

test('[SU2] tests run side by side where two cores are quick, and one after the other where they are not, or when told so', () => {
  const lanesAt = (cores: number, workMs: number, wish?: string): number => lanesOf({ cores, workMs, wish }).lanes;
  expect([lanesAt(2, 450), lanesAt(2, 600), lanesAt(16, 300)]).toEqual([2, 2, 2]);
  expect([lanesAt(2, 650), lanesAt(2, 1350), lanesAt(1, 450)]).toEqual([1, 1, 1]);
  expect([lanesAt(2, 1350, '2'), lanesAt(2, 450, '1')]).toEqual([2, 1]);
  expect(() => lanesAt(2, 450, 'three')).toThrow('give 1 (one after the other) or 2 (side by side)');
});
