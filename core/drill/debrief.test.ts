import { describe, expect, it } from 'vitest';
import { debriefSchema } from '../protocol/debrief.ts';
import { debriefOf } from './debrief.ts';
import { planOf } from './plan.fixture.ts';
import { ana, facilitator, type Simulation, simulate, slowPages } from './simulation.fixture.ts';

function playedDrill(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(40, slowPages);
  sim.send('runControl', { control: 'cache.flush', target: 'redis', parameters: {}, confirm: 'redis' }, { actor: ana });
  sim.play(20, { browseBad: 1, checkoutBad: 0.1 });
  sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 40 } }, { actor: ana });
  sim.send('runControl', { control: 'service.restart', target: 'orders', parameters: {} }, { actor: ana });
  sim.send('runControl', { control: 'traffic.shed', target: 'gateway', parameters: {}, confirm: 'gateway' }, { actor: ana });
  sim.play(4, { browseBad: 1 });
  sim.send('pause', { reason: 'question' }, { actor: facilitator });
  sim.send('recordSample', {
    second: 0,
    ledger: { 'browse-latency': { good: 0, bad: 999 } },
    observed: {},
    asked: 1,
    sent: 1,
    ordersLost: 77,
    centsLost: 77,
    signals: {},
  });
  sim.send('resume', {}, { actor: facilitator });
  sim.play(66);
  sim.send('resolve', { summary: 'bypassed' }, { actor: ana });
  sim.play(40);
  return sim;
}

it('DB1 counts what users lived through since the live start, without the time paused', () => {
  const sim = playedDrill();
  const debrief = debriefOf(sim.events, sim.state.plan);
  expect(debrief).toMatchObject({
    drillId: 'INC-0042',
    scenarioId: 'saturday-slowdown',
    title: 'Saturday slowdown',
    seed: 7,
    planHash: 'hash-1',
    outcome: 'recovered',
    falseResolves: 0,
    ordersLost: 40,
    centsLost: 100_000,
    truth: { component: sim.state.plan.truth.trigger.component, conditions: sim.state.plan.truth.conditions },
    undo: { ok: true, remaining: [] },
  });
  expect(debrief.slos[0]).toMatchObject({ slo: 'browse-latency', bad: 40 * 30 + 20 * 60 + 4 * 60, good: (30 + 70 + 16) * 60 + 40 * 30 });
  expect(Object.keys(debrief.milestones).sort()).toEqual(['causeRemoved', 'impact', 'paged', 'recovered', 'resolved']);
});

it('DB2 judges each landed control by the truth, with the bad share before and after', () => {
  const sim = playedDrill();
  const { controls } = debriefOf(sim.events, sim.state.plan);
  expect(controls.map(({ control, verdict }) => [control, verdict])).toEqual([
    ['cache.flush', 'harmful'],
    ['cache.bypass', 'accepted'],
    ['service.restart', 'neutral'],
    ['traffic.shed', 'partial'],
  ]);
  const [flush, bypass] = controls;
  expect(flush?.badShareBefore).toBeGreaterThanOrEqual(0.5);
  expect(flush?.badShareAfter).toBeGreaterThan(0.6);
  expect(bypass?.badShareAfter).toBe(0);
});

it('DB3 lists each firing of an alert with its end', () => {
  const sim = playedDrill();
  const { alerts } = debriefOf(sim.events, sim.state.plan);
  const pages = alerts.filter(({ alert }) => alert === 'browse-latency.page');
  expect(pages).toHaveLength(1);
  expect(pages[0]?.firedAtMs).toBe(sim.state.milestones.paged);
  expect(pages[0]?.resolvedAtMs).toBeGreaterThan(pages[0]?.firedAtMs ?? Number.POSITIVE_INFINITY);
});

it('DB4 refuses while the truth is sealed', () => {
  const sim = simulate(planOf());
  sim.goLive();
  expect(() => debriefOf(sim.events, sim.state.plan)).toThrow('has not ended');
});

describe('DB5 a page to an owner stands with what it cited', () => {
  const seen = { kind: 'signal', ref: 'link:catalog->redis|p95', label: 'p95 of catalog->redis', atMs: 50_000 } as const;
  const trace = { kind: 'trace', ref: 'a'.repeat(32), label: 'trace aaaaaaaa', atMs: 51_000 } as const;

  it('as pointers that open it; every other use with nothing', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(30);
    sim.play(15, slowPages);
    const read = { ...trace, query: 'component=catalog-%3Eredis' };
    sim.send('runControl', { control: 'owner.page', target: 'platform', parameters: {}, evidence: [seen, read] }, { actor: ana });
    sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 40 } }, { actor: ana });
    sim.play(30, slowPages);
    sim.send('endAndDebrief', { reason: 'time is up' }, { actor: facilitator });
    const { controls } = debriefOf(sim.events, sim.state.plan);
    expect(controls.map(({ control, evidence }) => [control, evidence])).toEqual([
      ['owner.page', [seen, trace]],
      ['cache.bypass', []],
    ]);
  });

  it('and with nothing where it was told before pages could cite', () => {
    const sim = playedDrill();
    const before = debriefOf(sim.events, sim.state.plan).controls.map(({ evidence: _cited, ...told }) => told);
    expect(debriefSchema.shape.controls.parse(before).map(({ evidence }) => evidence)).toEqual(before.map(() => []));
  });
});
