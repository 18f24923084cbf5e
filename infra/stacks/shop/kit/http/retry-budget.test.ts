import { expect, test } from 'vitest';
import { RetryBudget, usualShare } from './retry-budget.ts';

function retriesAllowed(budget: RetryBudget, calls: number): number {
  let allowed = 0;
  for (let call = 0; call < calls; call++) {
    budget.earn(usualShare);
    if (budget.spend()) allowed += 1;
  }
  return allowed;
}

test('a short run of failures may be retried in full', () => {
  expect(retriesAllowed(new RetryBudget(), 10)).toBe(10);
});

test('when everything fails, retries settle at a tenth of the calls', () => {
  const budget = new RetryBudget();
  retriesAllowed(budget, 50);
  expect(retriesAllowed(budget, 1000)).toBeGreaterThanOrEqual(99);
  expect(retriesAllowed(budget, 1000)).toBeLessThanOrEqual(101);
});

test('a share of three lets three layers of retries through, and none lets nothing through', () => {
  const generous = new RetryBudget();
  let spent = 0;
  for (let call = 0; call < 100; call++) {
    generous.earn(3);
    while (spent < 3 * (call + 1) && generous.spend()) spent += 1;
  }
  expect(spent).toBe(300);
  const none = new RetryBudget();
  none.earn(0);
  expect(none.spend()).toBe(false);
});

test('the budget never grows beyond ten retries', () => {
  const budget = new RetryBudget();
  for (let call = 0; call < 10_000; call++) budget.earn(usualShare);
  let spent = 0;
  while (budget.spend()) spent += 1;
  expect(spent).toBe(10);
});
