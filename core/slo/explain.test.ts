import { expect, test } from 'vitest';
import type { SloPlan } from '../scenario/plan.ts';
import { explainSlo } from './explain.ts';
import { appendSample, emptyHistory, type SliHistory, withBaseline } from './history.ts';

const slo: SloPlan = { name: 'a', displayName: 'A', journey: 'browse', sli: 'latency', thresholdMs: 300, objective: 0.99 };

/** Seconds of 100 events each, of which so many were bad in telemetry; the ledger says that all were. */
function history(...badBySecond: number[]): SliHistory {
  const begun = withBaseline(emptyHistory([slo]), { a: { badShare: 0, eventsPerSecond: 100 } });
  return badBySecond.reduce(
    (past, bad) => appendSample(past, { ledger: { a: { good: 0, bad: 100 } }, observed: { a: { good: 100 - bad, bad } } }),
    begun,
  );
}
const seconds = (count: number, bad: number): number[] => Array.from({ length: count }, () => bad);

test('[SX1] nothing bad: every pair burns nothing, the budget is whole and lasts', () => {
  const { now, budget, pairs } = explainSlo(slo, history(...seconds(60, 0)));
  expect(now).toEqual({ good: 6000, bad: 0 });
  expect(budget).toMatchObject({ left: 1, spent: 0, lastsSeconds: null });
  expect(pairs.map(({ long, short, over }) => [long.burnRate, short.burnRate, over])).toEqual([
    [0, 0, false],
    [0, 0, false],
    [0, 0, false],
  ]);
});

test('[SX2] a pair is told with its windows in the game, its threshold, and how fast each of them burns', () => {
  const { pairs } = explainSlo(slo, history(...seconds(45, 0), ...seconds(15, 80)));
  expect(pairs[0]).toMatchObject({ severity: 'page', threshold: 14.4, production: '14.4x over 1 h and 5 min', over: true, tooFew: false });
  expect(pairs[0]?.long).toMatchObject({ seconds: 60, bad: 1200, good: 4800 });
  expect(pairs[0]?.long.burnRate).toBeCloseTo(20, 9);
  expect(pairs[0]?.short.seconds).toBe(15);
  expect(pairs[0]?.short.burnRate).toBeCloseTo(80, 9);
});

test('[SX3] over in the long window alone is no alert any more', () => {
  const { pairs } = explainSlo(slo, history(...seconds(30, 80), ...seconds(20, 0)));
  expect(pairs[0]).toMatchObject({ over: false, tooFew: false });
  expect(pairs[0]?.long.burnRate).toBeGreaterThan(14.4);
  expect(pairs[0]?.short.burnRate).toBe(0);
});

test('[SX4] a handful of bad events means nothing, and is said to be too few', () => {
  expect(explainSlo(slo, history(0, 0, 4)).pairs.every(({ tooFew, over }) => tooFew && !over)).toBe(true);
});

test('[SX5] the budget counts what telemetry saw since the start, and how long the rest lasts at the rate of the last minute', () => {
  const { budget } = explainSlo(slo, history(...seconds(60, 10)));
  expect(budget.allowed).toBeCloseTo(0.01 * 100 * 43_200, 6);
  expect(budget.spent).toBe(600);
  expect(budget.left).toBeCloseTo(1 - 600 / 43_200, 9);
  expect(budget.lastsSeconds).toBeCloseTo((43_200 / 10) * budget.left, 6);
  expect(explainSlo(slo, history(...seconds(600, 100))).budget).toMatchObject({ lastsSeconds: 0 });
});

test('[AL6] what was spent before the drill counts as spent', () => {
  const past = history(...seconds(60, 10));
  const { budget } = explainSlo({ ...slo, openingBudget: 0.25 }, past);
  expect(budget.spent).toBe(0.75 * 43_200 + 600);
  expect(budget.left).toBeCloseTo(0.25 - 600 / 43_200, 9);
});
