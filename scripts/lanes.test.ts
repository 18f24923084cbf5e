import { expect, test } from 'vitest';
import { lanesOf } from './lanes.mjs';

const usual = { cores: 2, memoryMb: 8_000, workMs: 450, lookNs: 110 };

test('[SU2] tests run side by side where two cores are quick, and one after the other where they are not, or when told so', () => {
  const lanesOn = (machine: object): number => lanesOf({ ...usual, ...machine }).lanes;
  expect([lanesOn({}), lanesOn({ workMs: 600 }), lanesOn({ cores: 16, workMs: 300 })]).toEqual([2, 2, 2]);
  expect([lanesOn({ workMs: 330, lookNs: 170 }), lanesOn({ lookNs: 140 })]).toEqual([1, 2]);
  expect([lanesOn({ workMs: 650 }), lanesOn({ workMs: 1350 }), lanesOn({ cores: 1 }), lanesOn({ memoryMb: 4_000 })]).toEqual([1, 1, 1, 1]);
  expect([lanesOn({ workMs: 1350, wish: '2' }), lanesOn({ wish: '1' })]).toEqual([2, 1]);
  expect(() => lanesOn({ wish: 'three' })).toThrow('give 1 (one after the other) or 2 (side by side)');
});
