import { describe, expect, it } from 'vitest';
import { debriefOf } from '../drill/debrief.ts';
import { quietPlanOf } from '../drill/plan.fixture.ts';
import { answer, migration, planAsking } from '../drill/request.fixture.ts';
import { ana, type Simulation, simulate } from '../drill/simulation.fixture.ts';
import { viewOf } from '../drill/view.ts';
import type { Plan } from '../scenario/plan.ts';
import { carriedBudgets, ledgerOf, progressOf, type Watch } from './ledger.ts';
import { seedOfWatch, watchPlan } from './plan.ts';
import { shiftPlan, slos, watch } from './shift.fixture.ts';
import { type Shift, shiftViewOf } from './view.ts';
import { watchOf } from './watch.ts';

const names = slos.map(({ name }) => name);
const place = (index: number) => ({ shiftId: 'SHIFT-0001', index, shift: shiftPlan });
const asWatch = (plan: Plan, index = 0, carried = carriedBudgets(shiftPlan, [], names)) => watchPlan(plan, place(index), carried);

/** Played to its end, with half of all checkouts failing for so long. */
function played(plan: Plan, badSeconds: number): Simulation {
  const sim = simulate(plan);
  sim.goLive();
  sim.play(badSeconds, { checkoutBad: 0.5 });
  sim.send('endAndDebrief', { reason: 'enough' });
  return sim;
}

function told({ events, state }: Simulation): Watch {
  const found = watchOf(state.plan, events);
  if (!found) throw new Error('of no shift');
  return found;
}

describe('a watch', () => {
  it('SH2 is the scenario with the time box of the shift, budgets as they were carried, and a hash of its own', () => {
    const scenario = quietPlanOf();
    const plan = asWatch(scenario);
    expect(plan.timeboxMs).toBe(300_000);
    expect(plan.slos.map(({ name, openingBudget }) => [name, openingBudget])).toEqual([
      ['browse-latency', 1],
      ['checkout-availability', 0.3],
    ]);
    expect(plan.hash).not.toBe(scenario.hash);
    expect(asWatch({ ...scenario, timeboxMs: 60_000 }).timeboxMs).toBe(60_000);
    expect({ ...plan, hash: scenario.hash, timeboxMs: scenario.timeboxMs, slos: scenario.slos, shift: undefined }).toEqual(scenario);
  });

  it('SH2 has a seed of its own that every pod with the same seed of the shift gets', () => {
    expect([0, 1, 2].map((index) => seedOfWatch(shiftPlan, index))).toEqual([40, 41, 42]);
    expect(seedOfWatch({ seed: 2 ** 31 - 1 }, 1)).toBe(0);
  });

  it('SH3 burnt what its users lost by the ledger, as its own debrief says; telemetry that failed changes nothing', () => {
    const sim = simulate(asWatch(quietPlanOf()));
    sim.goLive();
    sim.play(60, { checkoutBad: 0.5, telemetry: false });
    expect(told(sim).ended).toBeNull();
    sim.send('endAndDebrief', { reason: 'enough' });
    const burnt = 600 / (0.01 * 20 * 43_200);
    expect(told(sim).ended).toMatchObject({
      outcome: 'lost',
      tookMs: 60_000,
      burnt: { 'checkout-availability': expect.closeTo(burnt, 9) },
    });
    const figures = debriefOf(sim.events, sim.state.plan).slos.find(({ slo }) => slo === 'checkout-availability');
    expect(told(sim).ended?.burnt['checkout-availability']).toBe(figures?.budgetBurned);
  });

  it('SH3 a drill that was never opened, or is of no shift, is no watch', () => {
    expect(watchOf(asWatch(quietPlanOf()), [])).toBeNull();
    const alone = played(quietPlanOf(), 1);
    expect(watchOf(alone.state.plan, alone.events)).toBeNull();
  });
});

describe('the ledger of a shift', () => {
  it('SH4 opens where the shift says, loses what each watch burnt, and may go below nothing', () => {
    const watches = [watch(1, { burnt: { 'checkout-availability': 0.25 } }), watch(0)];
    expect(ledgerOf(shiftPlan, watches, names)).toEqual([
      { slo: 'browse-latency', openedAt: 1, charged: [0, 0], left: 1 },
      { slo: 'checkout-availability', openedAt: 0.3, charged: [0.1, 0.25], left: expect.closeTo(-0.05, 9) },
    ]);
  });

  it('SH4 an invalid drill charges nothing; a lost and an aborted one do', () => {
    const left = (outcome: 'invalid' | 'lost' | 'aborted') =>
      carriedBudgets(shiftPlan, [watch(0, { outcome })], names)['checkout-availability'];
    expect(left('invalid')).toBe(0.3);
    expect([left('lost'), left('aborted')]).toEqual([expect.closeTo(0.2), expect.closeTo(0.2)]);
  });

  it('SH5 goes on once its watch has ended, however it ended, and is over after the last', () => {
    expect(progressOf(shiftPlan, [watch(0, 'open')])).toEqual({ state: 'running' });
    expect(progressOf(shiftPlan, [watch(0, { outcome: 'invalid', tookMs: 0 })])).toEqual({ state: 'between', next: 1 });
    expect(progressOf(shiftPlan, [watch(0), watch(1, 'open')])).toEqual({ state: 'running' });
    expect(progressOf(shiftPlan, [watch(2), watch(0), watch(1)])).toEqual({ state: 'over' });
  });

  it('SH6 what the first watch burnt keeps the second from approving, until the commander records an exception', () => {
    const policy = { releasePolicy: { budgetLine: 0.25 } };
    const first = told(played(asWatch(quietPlanOf(policy)), 60));
    const second = simulate(asWatch(planAsking([migration], policy), 1, carriedBudgets(shiftPlan, [first], names)));
    second.goLive();
    second.send('join', { playerId: ana.id, name: ana.name, role: 'commander' }, { actor: ana });
    second.play(3);
    const { below } = viewOf(second.state, second.nowMs).releaseGate;
    expect(below).toMatchObject([{ slo: 'checkout-availability', budgetLeft: expect.closeTo(0.3 - 600 / 8640, 9) }]);
    expect(answer(second, {})).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(second.send('recordException', { reason: 'The auditors are in the house today' }, { actor: ana })).toMatchObject({ ok: true });
    expect(answer(second, {})).toMatchObject({ ok: true });
    // Nothing is taken along: who is below the line in the next watch says it again.
    second.send('endAndDebrief', { reason: 'enough' });
    const third = simulate(asWatch(planAsking([migration], policy), 2, carriedBudgets(shiftPlan, [first, told(second)], names)));
    third.goLive();
    third.play(3);
    expect(answer(third, {})).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(told(second).ended?.exceptions).toMatchObject([{ by: 'Ana', reason: 'The auditors are in the house today' }]);
  });
});

describe('what is told of a shift', () => {
  const shift = (watches: Watch[], plan = shiftPlan): Shift => ({ shiftId: 'SHIFT-0001', plan, watches, slos, budgetLine: 0.25 });
  const open = { closed: new Set<string>(), mayGoOn: false };

  it('SH7 nothing of what is to come: two shifts that differ only there are told in the same bytes', () => {
    const other = {
      ...shiftPlan,
      seed: 7,
      watches: [...shiftPlan.watches.slice(0, 1), { scenarioId: 'something-else', timeboxMs: 480_000 }],
    };
    const so = (watches: Watch[]) => [shift(watches), shift(watches, other)].map((each) => JSON.stringify(shiftViewOf(each, open)));
    for (const watches of [[watch(0, 'open')], [watch(0)]]) {
      const [one, two] = so(watches);
      expect(one).toBe(two);
      expect(one).not.toContain('second-one');
    }
  });

  it('SH7 a drill tells that it is of a shift, before and after, and nothing else of it', () => {
    const sim = simulate(asWatch(quietPlanOf()));
    sim.goLive();
    sim.play(3);
    const texts = [viewOf(sim.state, sim.nowMs)] as object[];
    sim.send('endAndDebrief', { reason: 'enough' });
    texts.push(debriefOf(sim.events, sim.state.plan));
    for (const text of texts) {
      expect(text).toMatchObject({ shiftId: 'SHIFT-0001' });
      expect(JSON.stringify(text)).not.toMatch(/second-one|third-one|A day/);
    }
    expect(JSON.stringify(sim.events)).not.toMatch(/second-one|third-one/);
  });

  it('SH8 of a watch whose truth is closed to the reader neither title nor figures, and no sum that would give them away', () => {
    const watches = [watch(0), watch(1)];
    const view = shiftViewOf(shift(watches), { closed: new Set(['INC-0001']), mayGoOn: true });
    expect(view.watches.map(({ title }) => title)).toEqual([null, 'Title 1']);
    expect(view.budgets[1]).toEqual({
      slo: 'checkout-availability',
      displayName: 'Checkout works',
      openedAt: 0.3,
      charged: [null, 0.1],
      left: null,
    });
    expect(shiftViewOf(shift(watches), open).budgets[1]).toMatchObject({ charged: [0.1, 0.1], left: expect.closeTo(0.1) });
  });

  it('SH9 the report comes when the shift is over and nothing of it is closed', () => {
    const exceptions = [{ atMs: 1, by: 'Ana', reason: 'The auditors are in the house today' }];
    const watches = [watch(0), watch(1, { outcome: 'lost', exceptions, requests: { asked: 2, right: 1 } }), watch(2, { outcome: 'held' })];
    expect(shiftViewOf(shift(watches.slice(0, 2)), open)).toMatchObject({ state: 'between', report: null });
    expect(shiftViewOf(shift(watches), { closed: new Set(['INC-0003']), mayGoOn: false }).report).toBeNull();
    expect(shiftViewOf(shift(watches), open)).toMatchObject({
      state: 'over',
      minutes: 13,
      playedMs: 300_000,
      report: { watches: 3, wellAtTheEnd: 2, requests: { asked: 4, right: 3 }, exceptions: 1, belowLine: ['checkout-availability'] },
    });
  });
});
