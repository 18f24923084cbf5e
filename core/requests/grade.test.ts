/** What answers to change requests are worth, and what is told of them. */
import { describe, expect, it } from 'vitest';
import type { CommandData } from '../drill/commands.ts';
import { debriefOf } from '../drill/debrief.ts';
import { answer, asked, canary, flag, planAsking } from '../drill/request.fixture.ts';
import { ana, type Simulation, type World } from '../drill/simulation.fixture.ts';
import type { RequestVerdict } from '../protocol/requests.ts';
import type { Plan } from '../scenario/plan.ts';
import { scoreDrill } from '../score/score.ts';
import type { RequestTruth } from './planned.ts';

const truth = (right: RequestVerdict, conditions: RequestTruth['conditions'] = []): RequestTruth => ({
  request: 'r1',
  right,
  conditions,
  because: 'so',
});
const late = [{ kind: 'afterIncident' as const }];

/** A quiet drill with one request; `answers` is given, then `after` comes. */
function played(plan: Plan, answers: (sim: Simulation) => void, after: World = {}): Simulation {
  const sim = asked(plan);
  sim.play(30);
  answers(sim);
  sim.play(40, after);
  sim.send('endAndDebrief', { reason: 'enough' });
  return sim;
}

const told = (sim: Simulation) => debriefOf(sim.events, sim.state.plan).requests[0];
const grade = (right: RequestTruth, answers: (sim: Simulation) => void, ships = canary): number | null | undefined =>
  told(played(planAsking([ships], { truths: [right] }), answers))?.grade;

const approve = (sim: Simulation) => answer(sim, {});
const hold = (sim: Simulation) => answer(sim, { verdict: 'hold' });
const wait = (sim: Simulation) => answer(sim, { verdict: 'conditions', conditions: late });
const nothing = (): void => {};

describe('the grade of an answer', () => {
  it.each<[string, RequestTruth, (sim: Simulation) => unknown, number]>([
    ['approved, rightly', truth('approve'), approve, 1],
    ['held without need', truth('approve'), hold, 0.5],
    ['held, rightly', truth('hold'), hold, 1],
    ['approved, and it should not have been', truth('hold'), approve, 0],
    ['left to wait, and it never went', truth('hold'), wait, 0.5],
    ['approved where it should have waited', truth('conditions'), approve, 0],
    ['held where it should have waited', truth('conditions'), hold, 0.5],
    ['left to wait, rightly', truth('conditions', ['afterIncident']), wait, 1],
    ['the wrong condition', truth('conditions', ['canaryShare']), wait, 0.5],
    ['taken back after it was out', truth('hold'), (sim) => [approve(sim), hold(sim)], 0.25],
  ])('CQ10 %s', (_name, right, answers, worth) => {
    expect(grade(right, (sim) => void answers(sim))).toBe(worth);
  });

  /** Approved for after the incident, which is resolved; the change is out from then on. */
  const shippedAtTheEnd = (conditions: CommandData['decideRequest']['conditions'], after: World = {}) =>
    told(
      played(
        planAsking([canary], { truths: [truth('hold')] }),
        (sim) => [answer(sim, { verdict: 'conditions', conditions }), sim.send('resolve', { summary: 'over' }, { actor: ana })],
        after,
      ),
    );

  it('CQ10 left to wait, and harmless when it went: half right, and the debrief says why', () => {
    const because = 'so It waited for the end of the incident, and by then it harmed nobody.';
    expect(shippedAtTheEnd(late)).toMatchObject({ shippedAtMs: 42_000, grade: 0.5, right: 'hold', because });
  });

  it('CQ10 left to wait, and some objective was missed when it went: nothing', () => {
    expect(shippedAtTheEnd(late, { checkoutBad: 0.1 })).toMatchObject({ shippedAtMs: 42_000, grade: 0, because: 'so' });
  });

  it('CQ10 what went in the middle of the incident was let through, whatever users felt of it', () => {
    expect(shippedAtTheEnd([{ kind: 'canaryShare', atMost: 0.05 }])).toMatchObject({ shippedAtMs: 42_000, grade: 0, because: 'so' });
  });

  it('CQ10 whom nobody has watched has not been shown to be harmless', () => {
    const sim = asked(planAsking([canary], { truths: [truth('hold')] }));
    sim.play(30);
    wait(sim);
    sim.send('resolve', { summary: 'over' }, { actor: ana });
    sim.send('endAndDebrief', { reason: 'enough' });
    expect(told(sim)).toMatchObject({ shippedAtMs: 42_000, grade: 0 });
  });

  it('CQ11 nobody’s answer counts as a hold, and the debrief says that nobody decided', () => {
    const sim = played(planAsking([canary], { truths: [truth('hold')] }), nothing);
    expect(told(sim)).toMatchObject({ verdict: null, by: null, grade: 1, right: 'hold', because: 'so', shippedAtMs: null });
    expect(grade(truth('approve'), nothing)).toBe(0.5);
  });

  it('CQ12 the debrief tells what was deployed, and what users felt of it', () => {
    const sim = played(planAsking([canary], { truths: [truth('hold')] }), approve, { checkoutBad: 0.4 });
    expect(told(sim)).toMatchObject({
      ...{ verdict: 'approve', by: 'Ana', shipsWords: 'orders 3.9.0 on a canary with 20 % of calls' },
      ...{ shippedAtMs: 42_000, slo: 'checkout-availability', badShareBefore: 0, badShareAfter: 0.4 },
    });
  });

  it('CQ12 where the scenario does not say what was right there is no grade', () => {
    expect(told(played(planAsking([flag]), approve))).toMatchObject({ right: null, grade: null });
  });
});

describe('in the score', () => {
  const score = (right: RequestTruth | null, answers: (sim: Simulation) => void, after: World = {}) => {
    const plan = planAsking([canary], {
      ...{ truths: right ? [right] : [] },
      expect: { witness: 'none', slo: 'browse-latency', withinMs: 30_000, alerts: [], idle: 'holds' },
    });
    const sim = played({ ...plan, truth: { ...plan.truth, trigger: { ...plan.truth.trigger, component: 'none' } } }, answers, after);
    sim.send('submitDiagnosis', { component: 'none', mechanism: 'nothing', conditions: [], why: '' }, { actor: ana });
    return scoreDrill(sim.events, sim.state.plan, { stack: { links: [] }, reference: null });
  };

  it('[SP14] a wrong answer takes up to a fifth of what was earned, and without requests nothing changes', () => {
    expect(score(truth('approve'), approve)).toMatchObject({ total: 1, parts: { coordination: { value: 1 } } });
    expect(score(truth('approve'), hold)).toMatchObject({ total: 0.9, parts: { coordination: { value: 0.5 }, safety: { value: 1 } } });
    expect(score(null, approve)).toMatchObject({ total: 1, parts: { coordination: { value: null } } });
  });

  it('[SP15] what was shipped and should not have been is harm, at least a quarter, or what users felt', () => {
    expect(score(truth('hold'), approve)).toMatchObject({ total: 0.7, parts: { coordination: { value: 0 }, safety: { value: 0.75 } } });
    expect(score(truth('hold'), approve, { checkoutBad: 0.4 })?.parts.safety.value).toBeCloseTo(0.6, 5);
    expect(score(truth('conditions'), approve, { checkoutBad: 0.4 })?.parts.safety.value).toBeCloseTo(0.6, 5);
    expect(score(truth('approve'), approve, { checkoutBad: 0.4 })?.parts.safety.value).toBe(1);
  });

  it('[SP15] what waited for the end and harmed nobody takes no safety', () => {
    const atTheEnd = (sim: Simulation): void => {
      wait(sim);
      sim.send('resolve', { summary: 'nothing' }, { actor: ana });
    };
    expect(score(truth('hold'), atTheEnd)).toMatchObject({ total: 0.9, parts: { coordination: { value: 0.5 }, safety: { value: 1 } } });
    expect(score(truth('hold'), atTheEnd, { checkoutBad: 0.1 })?.parts.safety.value).toBeLessThanOrEqual(0.75);
  });
});
