import { describe, expect, it } from 'vitest';
import { planOf, quietPlanOf } from '../drill/plan.fixture.ts';
import { type Simulation, simulate, slowPages, type World } from '../drill/simulation.fixture.ts';
import type { Plan } from '../scenario/plan.ts';
import { gradeDiagnosis, type Said } from './diagnosis.ts';
import { safetyScore } from './safety.ts';
import { scoreDrill } from './score.ts';

const link = (from: string, to: string) => ({ link: `${from}->${to}`, from, to, kind: 'http', member: null });
const stack = { links: [link('gateway', 'catalog'), link('catalog', 'redis'), link('catalog', 'postgres'), link('gateway', 'orders')] };
const reference = { idleBad: 6000, parBad: 600, horizonMs: 200_000, spread: 78 };

const right: Said = {
  component: 'catalog->redis',
  mechanism: 'latency',
  conditions: ['there is no deadline for the client when it reads the cache'],
  why: 'catalog waits for redis',
};
const ben = { kind: 'player', id: 'p-2', name: 'Ben' } as const;

interface Play {
  plan?: Plan;
  acts?: [control: string, target: string][];
  said?: Said;
  /** Users while the fault is on, once somebody bypasses the cache. */
  afterwards?: World;
}

/** Users suffer from 30 s on; after 60 s of it the acts are done. The drill is then resolved, and ended if that did not hold. */
function play({ plan = planOf(), acts = [], said, afterwards = {} }: Play): Simulation {
  const sim = simulate(plan);
  sim.goLive();
  sim.play(30);
  sim.play(60, slowPages);
  for (const [control, target] of acts) sim.send('runControl', { control, target, parameters: {}, confirm: target }, { actor: ben });
  sim.play(10, slowPages);
  sim.play(70, afterwards);
  sim.send('resolve', { summary: 'over' }, { actor: ben });
  sim.play(40, afterwards);
  if (!sim.state.ending) sim.send('endAndDebrief', { reason: 'time is up' });
  if (said) sim.send('submitDiagnosis', { ...said, conditions: [...said.conditions] }, { actor: ben });
  return sim;
}

const scoreOf = (sim: Simulation) => scoreDrill(sim.events, sim.state.plan, { stack, reference });
const total = (sim: Simulation): number => scoreOf(sim)?.total ?? Number.NaN;

describe('total', () => {
  it('[SP1] won, diagnosed and without harm it is at least 0.9, whatever users suffered', () => {
    const sim = play({ acts: [['cache.bypass', 'catalog']], said: right });
    expect(sim.state.ending?.outcome).toBe('recovered');
    expect(total(sim)).toBeGreaterThanOrEqual(0.9);
    const dear = scoreDrill(sim.events, sim.state.plan, { stack, reference: { ...reference, idleBad: 1000, parBad: 0, spread: 1 } });
    expect(dear?.parts.impact.value).toBe(0);
    expect(dear?.total).toBeGreaterThanOrEqual(0.9);
  });

  it('[SP2] lost, it is at most 0.4, however good the diagnosis', () => {
    const sim = play({ said: right, afterwards: slowPages });
    expect(sim.state.ending?.outcome).toBe('lost');
    expect(total(sim)).toBeGreaterThan(0.25);
    expect(total(sim)).toBeLessThanOrEqual(0.4);
  });

  it('[SP3] who did nothing and said nothing has nothing', () => {
    expect(total(play({ afterwards: slowPages }))).toBe(0);
  });

  it('[SP4] harm takes up to half of what was earned', () => {
    const acts: [string, string][] = [
      ['cache.flush', 'redis'],
      ['cache.bypass', 'catalog'],
    ];
    const harmful = play({ acts, said: right });
    const careful = play({ acts: acts.slice(1), said: right });
    expect(scoreOf(harmful)?.parts.safety.value).toBe(0.75);
    expect(total(harmful)).toBeCloseTo(total(careful) * 0.875, 2);
  });

  it('[SP5] a drill that is nobody’s win or loss has no score', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.send('abort', { reason: 'fire drill' });
    expect(scoreOf(sim)).toBeNull();
  });

  it('[SP6] what cannot be measured is left out, and never zero', () => {
    const sim = play({ acts: [['cache.bypass', 'catalog']], said: right });
    for (const known of [null, { ...reference, parBad: 5_800 }]) {
      const score = scoreDrill(sim.events, sim.state.plan, { stack, reference: known });
      expect(score?.parts.impact.value).toBeNull();
      expect(score?.total).toBeGreaterThan(0.95);
    }
  });

  it('[SP7] where nothing was wrong, leaving it alone and saying so is everything', () => {
    const plan = quietPlanOf();
    const nothing = { ...plan, truth: { ...plan.truth, trigger: { ...plan.truth.trigger, component: 'none' } } };
    const sim = simulate(nothing);
    sim.goLive();
    sim.play(90);
    sim.send('resolve', { summary: 'nothing' }, { actor: ben });
    sim.play(30);
    sim.send('submitDiagnosis', { component: 'none', mechanism: 'nothing', conditions: [], why: '' }, { actor: ben });
    expect(scoreDrill(sim.events, nothing, { stack, reference: null })).toMatchObject({ total: 1, parts: { impact: { value: null } } });
  });
});

describe('impact', () => {
  it('[SP8] lies between nobody and par, over the same time; a drill that was cut short goes on as it went', () => {
    const early = scoreOf(play({ acts: [['cache.bypass', 'catalog']] }))?.parts.impact.value ?? 0;
    expect(early).toBeGreaterThan(0.5);
    expect(early).toBeLessThanOrEqual(1);
    expect(scoreOf(play({ afterwards: slowPages }))?.parts.impact.value).toBe(0);
  });
});

describe('diagnosis', () => {
  const { truth } = planOf();
  const grade = (said: Partial<Said>): number =>
    gradeDiagnosis({ component: 'orders', mechanism: 'bug', conditions: [], why: '', ...said }, truth, stack);

  it('[SP9] names component, mechanism, conditions and the way; naming only the trigger earns half', () => {
    expect(gradeDiagnosis(right, truth, stack)).toBeCloseTo(1, 5);
    expect(grade({ component: 'catalog->redis', mechanism: 'latency' })).toBeCloseTo(0.7, 5);
    expect(
      gradeDiagnosis(
        { ...right, conditions: [], why: '' },
        { ...truth, propagation: [{ from: 'orders', to: 'payments', effect: 'x' }] },
        stack,
      ),
    ).toBeCloseTo(0.5, 5);
  });

  it('[SP10] a neighbour of the true component earns half of its part, what lies further less', () => {
    const far = { mechanism: 'x', why: '' };
    const [exact, near, further] = ['catalog->redis', 'gateway', 'orders'].map((component) => grade({ ...far, component }));
    expect(exact).toBeGreaterThan(near ?? 1);
    expect(near).toBeGreaterThan(further ?? 1);
  });

  it('[SP11] naming everything on the way costs', () => {
    const all = grade({ ...right, why: 'gateway, orders, postgres, catalog and redis' });
    expect(all).toBeLessThan(gradeDiagnosis(right, truth, stack));
  });

  it('[SP17] where edges were drawn they are graded as well, and what they touch is named', () => {
    const drawn = (from: string, to: string): number =>
      gradeDiagnosis({ ...right, component: 'catalog->redis', why: '', edges: [{ from, to }] }, truth, stack);
    const told = gradeDiagnosis({ ...right, why: '' }, truth, stack);
    expect(drawn('redis', 'catalog')).toBeCloseTo(told, 5);
    expect(drawn('catalog', 'redis')).toBeCloseTo(told - 0.05, 5);
    expect(drawn('gateway', 'orders')).toBeLessThan(told - 0.1);
  });

  it('[SP18] how sure somebody was, and what they cite, changes nothing', () => {
    const sure = { confidence: 100, hypothesisIds: ['hypothesis-1'], evidence: [] };
    expect(gradeDiagnosis({ ...right, ...sure }, truth, stack)).toBe(gradeDiagnosis(right, truth, stack));
  });

  it('[SP12] "nothing was wrong" is wrong where something was', () => {
    expect(grade({ component: 'none' })).toBeLessThan(0.1);
  });
});

it('[SP13] harm is what users felt after an act that was no right answer; paging somebody does none', () => {
  const use = (control: string, verdict: 'accepted' | 'partial' | 'harmful' | 'neutral', badShareAfter: number) => ({
    ...{ controlId: 'c', target: 't', by: 'Ben', equivalent: '', atMs: 0, badShareBefore: 0.1 },
    ...{ control, verdict, badShareAfter, evidence: [] },
  });
  expect(safetyScore([])).toBe(1);
  expect(safetyScore([use('cache.bypass', 'accepted', 0.9)])).toBe(1);
  expect(safetyScore([use('service.restart', 'neutral', 0.12)])).toBe(1);
  expect(safetyScore([use('service.restart', 'neutral', 0.5)])).toBeCloseTo(0.6, 5);
  expect(safetyScore([use('cache.flush', 'harmful', 0)])).toBe(0.75);
  expect(safetyScore([use('owner.page', 'neutral', 0.9)])).toBe(1);
  expect(safetyScore(Array.from({ length: 9 }, () => use('cache.flush', 'harmful', 0.9)))).toBe(0);
});
