import { expect, test } from 'vitest';
import { lanesOf } from './lanes.mjs';

const usual = { cores: 2, memoryMb: 8_000, workMs: 450 };

test('[SU2] two shops run at a time where two cores are quick, and one where they are not, or when told so', () => {
  const lanesOn = (machine: object): number => lanesOf({ ...usual, ...machine }).lanes;
  expect([lanesOn({}), lanesOn({ workMs: 600 }), lanesOn({ cores: 16, workMs: 300 })]).toEqual([2, 2, 2]);
  expect([lanesOn({ workMs: 650 }), lanesOn({ workMs: 1350 }), lanesOn({ cores: 1 }), lanesOn({ memoryMb: 4_000 })]).toEqual([1, 1, 1, 1]);
  expect([lanesOn({ workMs: 1350, wish: '2' }), lanesOn({ wish: '1' })]).toEqual([2, 1]);
  expect(() => lanesOn({ wish: 'three' })).toThrow('give 1 (one shop at a time) or 2 (two at a time)');
});

test('[SU4] what only computes runs beside a shop wherever there is a second core and room for both, however slow they are', () => {
  const isBesideOn = (machine: object): boolean => lanesOf({ ...usual, ...machine }).isBeside;
  expect([isBesideOn({}), isBesideOn({ workMs: 1350 }), isBesideOn({ wish: '1' }), isBesideOn({ memoryMb: 5_000 })]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([isBesideOn({ cores: 1 }), isBesideOn({ memoryMb: 4_000 }), isBesideOn({ memoryMb: 4_000, wish: '1' })]).toEqual([
    false,
    false,
    false,
  ]);
});
