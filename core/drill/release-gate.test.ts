/** What an error budget below the line holds up besides an answer: what waits, and what would be shipped by hand. */
import { describe, expect, it } from 'vitest';
import type { RequestCondition, Shipment } from '../protocol/requests.ts';
import { debriefOf } from './debrief.ts';
import { answer, budgeted, flag, migration } from './request.fixture.ts';
import { isPromotion } from './rules/budget-line.ts';
import { ana, ben, type Simulation } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const late: RequestCondition = { kind: 'afterIncident' };
const exception: RequestCondition = { kind: 'exception', reason: 'The auditors are in the house today' };
const afterIncident: Parameters<typeof answer>[1] = { verdict: 'conditions', conditions: [late] };

const shown = (sim: Simulation) => viewOf(sim.state, sim.nowMs).requests[0];
const types = (sim: Simulation): string[] => sim.news().map(({ type }) => type);
const record = (sim: Simulation) => sim.send('recordException', { reason: exception.reason }, { actor: ana });
const resolve = (sim: Simulation) => sim.send('resolve', { summary: 'done' }, { actor: ana });
/** Below the line, whatever was left: two thirds of the checkouts of two minutes fail. */
const burn = (sim: Simulation): void => sim.play(120, { checkoutBad: 0.7 });

/** Approved above the line for after the incident; the budget is below it when the incident is resolved. */
function burnedMeanwhile(ships: Shipment = migration): Simulation {
  const sim = budgeted(0.26, [ships]);
  expect(answer(sim, afterIncident)).toMatchObject({ ok: true });
  burn(sim);
  expect(resolve(sim)).toMatchObject({ ok: true });
  return sim;
}

describe('an approval that waits for the incident', () => {
  it('CQ13 waits on after the resolve while the budget is below the line, and says what for', () => {
    const sim = budgeted(0.26, [migration]);
    answer(sim, afterIncident);
    expect(shown(sim)).toMatchObject({ state: 'waiting', waitsFor: 'the resolve' });
    burn(sim);
    expect(shown(sim)?.waitsFor).toMatch(/^the resolve, and for an exception by the commander: .*below 25 %/);
    sim.news();
    resolve(sim);
    sim.play(5);
    expect(types(sim)).not.toContain('requestShipped');
    expect(shown(sim)).toMatchObject({ state: 'waiting' });
    expect(shown(sim)?.waitsFor).toMatch(/^an exception by the commander: an error budget is below 25 %/);
  });

  it('CQ13 is shipped in the moment in which an exception is recorded', () => {
    const sim = burnedMeanwhile();
    sim.play(5);
    sim.news();
    expect(record(sim)).toMatchObject({ ok: true });
    const news = sim.news();
    expect(news.map(({ type }) => type)).toEqual(['exceptionRecorded', 'requestShipped', 'changeLogged', 'requestLanded']);
    expect(new Set(news.map(({ atMs }) => atMs))).toEqual(new Set([sim.nowMs]));
    expect(shown(sim)).toMatchObject({ state: 'shipped', waitsFor: null });
  });

  it('CQ13 goes with the resolve where an exception stands already, and where the budget is above the line', () => {
    const excepted = budgeted(0.26, [migration]);
    answer(excepted, afterIncident);
    burn(excepted);
    record(excepted);
    expect(shown(excepted)).toMatchObject({ state: 'waiting', waitsFor: 'the resolve' });
    resolve(excepted);
    expect(shown(excepted)).toMatchObject({ state: 'shipped' });
    const well = budgeted(0.8, [migration]);
    answer(well, afterIncident);
    resolve(well);
    expect(shown(well)).toMatchObject({ state: 'shipped' });
  });

  it('CQ13 may be approved anew with an exception, and may be held', () => {
    const anew = burnedMeanwhile();
    expect(answer(anew, {})).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(answer(anew, { conditions: [exception] })).toMatchObject({ ok: true });
    expect(shown(anew)).toMatchObject({ state: 'shipped' });
    const held = burnedMeanwhile();
    expect(answer(held, { verdict: 'hold' })).toMatchObject({ ok: true });
    record(held);
    held.play(5);
    expect(shown(held)).toMatchObject({ state: 'held', waitsFor: null });
    expect(held.state.standing.some(({ id }) => id === 'request-1')).toBe(false);
  });

  it('CQ13 that waits when the drill ends is never shipped, and is graded as one that never went', () => {
    const sim = budgeted(0.26, [migration]);
    answer(sim, afterIncident);
    burn(sim);
    resolve(sim);
    sim.send('endAndDebrief', { reason: 'enough' });
    sim.wait(60_000);
    expect(types(sim)).not.toContain('requestShipped');
    expect(debriefOf(sim.events, sim.state.plan).requests).toMatchObject([
      { verdict: 'conditions', conditions: ['after the incident'], shippedAtMs: null, badShareAfter: null },
    ]);
  });
});

describe('an exception', () => {
  it('CQ14 ahead of need is refused with an answer as it is by itself, and nothing is written', () => {
    const sim = budgeted(0.8, [migration]);
    expect(answer(sim, { conditions: [exception] })).toMatchObject({ ok: false, code: 'not_applicable' });
    expect(record(sim)).toMatchObject({ ok: false, code: 'not_applicable' });
    expect(sim.news()).toEqual([]);
    expect(answer(sim, {})).toMatchObject({ ok: true });
  });

  it('CQ14 is recorded once: a second one has nothing to lift', () => {
    const sim = budgeted(0.2, [migration, flag]);
    expect(answer(sim, { conditions: [exception] })).toMatchObject({ ok: true });
    expect(answer(sim, { requestId: 'request-2', conditions: [exception] })).toMatchObject({ ok: false, code: 'not_applicable' });
    expect(answer(sim, { requestId: 'request-2' })).toMatchObject({ ok: true });
    expect(sim.state.exceptions).toHaveLength(1);
  });
});

describe('below the line, by hand', () => {
  const controls = [
    { control: 'flag.set', targets: ['express-shipping', 'bundle-pricing'] },
    { control: 'api.version', targets: ['gateway'] },
  ];
  const endOfV1: Shipment = { kind: 'apiVersion', service: 'gateway', version: 'v1', state: 'off' };
  const set = (sim: Simulation, target: string, variant: string) =>
    sim.send('runControl', { control: 'flag.set', target, parameters: { variant }, confirm: target }, { actor: ben });
  const serve = (sim: Simulation, v1: string) =>
    sim.send('runControl', { control: 'api.version', target: 'gateway', parameters: { v1 }, confirm: 'gateway' }, { actor: ben });

  it('CQ15 what a request asks for is not shipped past it: neither open, nor waiting, nor held', () => {
    const open = budgeted(0.2, [flag, endOfV1], { controls });
    expect(set(open, 'express-shipping', 'on')).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(serve(open, 'off')).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(open.news()).toEqual([]);
    answer(open, { verdict: 'hold' });
    expect(set(open, 'express-shipping', 'on')).toMatchObject({ ok: false, code: 'budget_spent' });
    const waiting = budgeted(0.26, [flag], { controls });
    answer(waiting, afterIncident);
    burn(waiting);
    expect(set(waiting, 'express-shipping', 'on')).toMatchObject({ ok: false, code: 'budget_spent' });
  });

  it('CQ15 goes with an exception, and above the line', () => {
    const excepted = budgeted(0.2, [flag], { controls });
    record(excepted);
    expect(set(excepted, 'express-shipping', 'on')).toMatchObject({ ok: true });
    expect(set(budgeted(0.8, [flag], { controls }), 'express-shipping', 'on')).toMatchObject({ ok: true });
  });

  it('CQ15 a flag that nobody asks for, and taking away what a request wants to bring, is never held up', () => {
    const sim = budgeted(0.2, [flag, endOfV1], { controls });
    for (const [target, variant] of [
      ['bundle-pricing', 'on'],
      ['express-shipping', 'off'],
    ] as const)
      expect(set(sim, target, variant)).toMatchObject({ ok: true });
    expect(serve(sim, 'on')).toMatchObject({ ok: true });
  });

  it.each<[string, Shipment, string, boolean]>([
    ['of an open request', flag, 'open', true],
    ['that did not go through', flag, 'failed', true],
    ['that is on its way', flag, 'shipping', false],
    ['that is out', flag, 'shipped', false],
    ['that a request wants to take away', { kind: 'flag', flag: 'express-shipping', variant: 'off' }, 'open', false],
    ['beside a migration', migration, 'open', false],
  ])('CQ15 a flag %s', (_name, ships, state, isHeldUp) => {
    const variant = ships.kind === 'flag' ? ships.variant : 'on';
    const use = { control: 'flag.set', target: 'express-shipping', parameters: { variant } };
    expect(isPromotion(use, [{ ships, state: state as 'open' }])).toBe(isHeldUp);
  });
});
