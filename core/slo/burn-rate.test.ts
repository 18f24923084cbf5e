import { expect, it } from 'vitest';
import { budgetBurned, budgetLeft, burnRate } from './burn-rate.ts';

const normal = { badShare: 0, eventsPerSecond: 100 };

it('burns at 1 when exactly the allowed share is bad, and at 100 when everything is (SLO 99 %)', () => {
  expect(burnRate({ good: 99, bad: 1 }, 0.99)).toBeCloseTo(1, 9);
  expect(burnRate({ good: 0, bad: 5 }, 0.99)).toBeCloseTo(100, 9);
  expect(burnRate({ good: 0, bad: 0 }, 0.99)).toBe(0);
});

it('spends the 30-day budget, compressed by 60, in 432 s of full outage', () => {
  expect(budgetBurned(432 * 100, 0.99, normal)).toBeCloseTo(1, 9);
  expect(budgetLeft(2 * 432 * 100, { objective: 0.99 }, normal)).toBeCloseTo(-1, 9);
});

it('burns nothing while the traffic is unknown', () => {
  expect(budgetLeft(10, { objective: 0.99 }, { badShare: 0, eventsPerSecond: 0 })).toBe(1);
});

it('[AL6] takes what burns from what was left at the opening', () => {
  expect(budgetLeft(0, { objective: 0.99, openingBudget: 0.12 }, normal)).toBe(0.12);
  expect(budgetLeft(0.2 * 432 * 100, { objective: 0.99, openingBudget: 0.12 }, normal)).toBeCloseTo(-0.08, 9);
});
