import { expect, test } from 'vitest';
import { planOf } from '../../core/drill/plan.fixture.ts';
import { initialState } from '../../core/drill/state.ts';
import type { Invariant } from '../../core/scenario/invariants.ts';
import { mayHaveEnded } from './aftermath.ts';

const stateWith = (invariants: Invariant[], since: number) => {
  const { oracle } = planOf();
  return { ...initialState(planOf({ oracle: { ...oracle, invariants } })), ordersTwice: { before: 0, since } };
};

test('[VF18] after an order was charged twice the beginning is played anew, where that counts', () => {
  expect(mayHaveEnded(stateWith(['records-kept'], 1))).toBe(true);
  expect(mayHaveEnded(stateWith(['records-kept'], 0))).toBe(false);
  expect(mayHaveEnded(stateWith(['services-up'], 1))).toBe(false);
});
