import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Load } from './load.ts';
import type { Program } from './program.ts';

let told: number[];
let load: Load;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  const program = { send: ({ ratePerSecond }: { ratePerSecond: number }) => told.push(ratePerSecond) } as unknown as Program;
  load = new Load(program, 100);
});
afterEach(() => {
  vi.useRealTimers();
});

test('the rate rises to the wanted one and then stays', () => {
  load.rampUp();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.length).toBeGreaterThan(3);
  expect(told.at(-1)).toBe(100);
});

test('a rate that is asked for while it rises holds at once and for good', () => {
  load.rampUp();
  vi.advanceTimersByTime(2000);
  expect(load.setRate(150)).toEqual(['load: 150 requests/s']);
  vi.advanceTimersByTime(60_000);
  expect(told.at(-1)).toBe(150);
  expect(told.filter((rate) => rate === 150)).toHaveLength(1);
});

test('the rate that is wanted already is nothing to do', () => {
  expect(load.setRate(100)).toEqual([]);
  expect(told).toEqual([]);
});

test('a ramp reaches the wanted rate a step a second, and is told once', () => {
  expect(load.setRate(200, 10_000)).toEqual(['load: 200 requests/s, reached over 10 s']);
  vi.advanceTimersByTime(5000);
  expect(told.at(-1)).toBeCloseTo(150);
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(10);
  expect(told.at(-1)).toBe(200);
  expect(load.setRate(200, 10_000)).toEqual([]);
});
