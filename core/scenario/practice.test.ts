import { expect, it } from 'vitest';
import { ceoMessage, decoyRelease, planOf, primaryFault } from '../drill/plan.fixture.ts';
import { practicePlan } from './practice.ts';

const dueOf = (plan: ReturnType<typeof planOf>): unknown[] => plan.script.map(({ due }) => due);

it('a practice plan brings the trigger after 5 s, and keeps the order and gaps of what follows', () => {
  const later = { ...primaryFault, id: 'f2', primary: false, due: { atMs: 50_000 } };
  const drawer = { ...primaryFault, id: 'f3', primary: false, drawer: true, due: { atMs: 0 } };
  const practice = practicePlan(planOf({ script: [decoyRelease, primaryFault, ceoMessage, later, drawer] }));
  expect(dueOf(practice)).toEqual([{ atMs: 0 }, { atMs: 5_000 }, ceoMessage.due, { atMs: 25_000 }, { atMs: 0 }]);
  expect(practice.hash).not.toBe(planOf().hash);
});

it('a plan without a timed trigger, or with an early one, stays as it is', () => {
  for (const plan of [planOf({ script: [decoyRelease] }), planOf({ script: [{ ...primaryFault, due: { atMs: 4_000 } }] })]) {
    expect(practicePlan(plan)).toBe(plan);
  }
});
