import { describe, expect, it } from 'vitest';
import type { Plan } from '../scenario/plan.ts';
import { usersSince } from '../verification/users-since.ts';
import { debriefOf } from './debrief.ts';
import { planOf, quietPlanOf } from './plan.fixture.ts';
import { goalView } from './rules/goal.ts';
import { ana, type Simulation, simulate, slowPages, type World } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const slow: World = { operationMs: 100 };
const fast: World = { operationMs: 60 };

/** Category pages are slow, and nothing is broken. */
function optimisation(changes: Partial<Plan> = {}): Plan {
  return quietPlanOf({
    expect: { witness: 'none', slo: '', withinMs: 0, alerts: [], idle: 'loses' },
    oracle: { holdMs: 30_000, minTrafficShare: 0.95 },
    goal: { operation: 'browse', percentile: 'p95', gain: 0.2, windowMs: 30_000, minRequests: 200 },
    loadPlan: { ratePerSecond: 100, rampMs: 10_000, durationMs: 120_000 },
    ...changes,
  });
}

function begun(plan = optimisation(), world = slow): Simulation {
  const sim = simulate(plan);
  sim.send('open', { code: '', openedBy: 'player', practice: false, plan });
  sim.send('start', {});
  sim.play(plan.baselineMs / 1000, world);
  sim.send('join', { playerId: 'p-1', name: 'Ana' }, { actor: ana });
  return sim;
}

const resolve = (sim: Simulation) => sim.send('resolve', { summary: 'faster' }, { actor: ana });
const outcome = (sim: Simulation) => sim.state.ending?.outcome;

describe('the baseline of a goal', () => {
  it('[GO1] records the percentile of the operation from the ledger, with how many requests it is of', () => {
    const sim = begun();
    const proven = sim.events.find((event) => event.type === 'baselineProven');
    expect(proven?.data).toMatchObject({ goal: { p95Ms: expect.closeTo(100, -1), requests: 200 } });
    expect(sim.state.phase).toBe('live');
  });

  it('[GO2] is not taken from too few requests, below the load that was planned, or while it still moves', () => {
    const few = begun(optimisation({ goal: { operation: 'browse', percentile: 'p95', gain: 0.2, windowMs: 30_000, minRequests: 400 } }));
    expect(few.state.phase).toBe('baseline');
    const idle = begun(optimisation({ loadPlan: { ratePerSecond: 300, rampMs: 0, durationMs: 60_000 } }));
    expect(idle.state.phase).toBe('baseline');
    const warming = begun(optimisation(), { operationMs: 300 });
    expect(warming.state.phase).toBe('live');
    const plan = optimisation();
    const moving = simulate(plan);
    moving.send('open', { code: '', openedBy: 'player', practice: false, plan });
    moving.send('start', {});
    moving.play(5, { operationMs: 300 });
    moving.play(9, slow);
    expect(moving.state.phase).toBe('baseline');
    moving.play(1, slow);
    expect(moving.state.phase).toBe('live');
    expect(moving.state.goal.baseline?.p95Ms).toBeCloseTo(100, -1);
  });

  it('[GO2] is not taken while the median still moves, although the slowest stay as slow', () => {
    const mostOf = (ms: number): World => ({ operationMs: [100, 100, ...Array.from({ length: 18 }, () => ms)] });
    const plan = optimisation();
    const moving = simulate(plan);
    moving.send('open', { code: '', openedBy: 'player', practice: false, plan });
    moving.send('start', {});
    moving.play(5, mostOf(50));
    moving.play(7, mostOf(40));
    expect(moving.state.phase).toBe('baseline');
    moving.play(1, mostOf(40));
    expect(moving.state.phase).toBe('live');
  });

  it('[GO2] is not taken while requests are slow in bursts: the machine carries no more', () => {
    const plan = optimisation({ baselineMs: 60_000 });
    const bursting = simulate(plan);
    bursting.send('open', { code: '', openedBy: 'player', practice: false, plan });
    bursting.send('start', {});
    const heldUp: World = { operationMs: [400, 400, ...Array.from({ length: 18 }, () => 100)] };
    for (let burst = 0; burst < 3; burst += 1) {
      bursting.play(10, heldUp);
      bursting.play(10, slow);
    }
    expect(bursting.state.phase).toBe('baseline');
    expect(viewOf(bursting.state, bursting.nowMs).baselineWaits).toMatch(
      /^category pages are slow in bursts, \d+(\.\d)? times .* BROWNOUT_RATE/,
    );
    bursting.play(60, slow);
    expect(bursting.state.phase).toBe('live');
    expect(viewOf(bursting.state, bursting.nowMs).baselineWaits).toBeNull();
  });

  it('[GO2] that never becomes steady makes the drill invalid, and says why', () => {
    const sim = begun(optimisation(), {});
    sim.play(120);
    expect(sim.state.ending).toMatchObject({ outcome: 'invalid', reason: expect.stringContaining('category pages') });
  });
});

describe('the goal', () => {
  it('[GO3] is reached when the newest window lies below the baseline by the share that was asked for', () => {
    const sim = begun();
    sim.play(29, fast);
    expect(goalView(sim.state)).toMatchObject({ now: null, isReached: false });
    sim.play(1, fast);
    expect(goalView(sim.state)).toMatchObject({ isReached: true, now: { requests: 600 } });
    expect(goalView(sim.state)?.gain).toBeCloseTo(0.4, 1);
    sim.play(3, slow);
    expect(goalView(sim.state)?.isReached).toBe(false);
  });

  it('[GO3] is not reached by what may be chance: of these requests nearly as many as could change the percentile are as slow as before', () => {
    const lucky = [100, ...Array.from({ length: 19 }, () => 70)];
    const sim = begun();
    sim.play(40, { operationMs: lucky });
    expect(goalView(sim.state)).toMatchObject({ gain: expect.closeTo(0.3, 1), sureGain: expect.closeTo(0, 1), isReached: false });
    resolve(sim);
    sim.play(61, { operationMs: lucky });
    expect(sim.events.find((event) => event.type === 'resolveUnmet')?.data).toMatchObject({
      reasons: [expect.stringContaining('(0 % for sure)')],
    });
  });

  it('[GO3] is not reached by a window whose slow requests come in bursts, although they are fewer than a twentieth', () => {
    const sim = begun();
    const heldUp: World = { operationMs: [90, 90, ...Array.from({ length: 18 }, () => 60)] };
    for (const world of [fast, heldUp, fast, fast]) sim.play(10, world);
    expect(goalView(sim.state)).toMatchObject({ gain: expect.closeTo(0.4, 1), isReached: false });
    expect(goalView(sim.state)?.now?.dispersion).toBeGreaterThan(3);
    sim.play(20, fast);
    expect(goalView(sim.state)).toMatchObject({ isReached: true });
  });

  it('[GO3] is not reached by answering fast with failures', () => {
    const sim = begun();
    sim.play(40, { ...fast, operationFailed: 1 });
    expect(goalView(sim.state)).toMatchObject({ gain: expect.closeTo(0.4, 1), isReached: false });
  });

  it('[GO4] recovered is when it is reached and users are well, and only as long as both stay so', () => {
    const sim = begun();
    sim.play(35, fast);
    expect(sim.state.milestones.recovered).toBeDefined();
    sim.play(10, slow);
    expect(sim.state.milestones.recovered).toBeUndefined();
    const hurting = begun();
    hurting.play(40, { ...fast, ...slowPages });
    expect(hurting.state.milestones.recovered).toBeUndefined();
  });

  it('[GO5] a resolve holds when it is reached, nobody is worse off, and the invariants hold', () => {
    const sim = begun();
    sim.play(40, fast);
    resolve(sim);
    sim.play(25, fast);
    expect(sim.state.ending).toMatchObject({
      outcome: 'recovered',
      reason: 'The p95 of category pages went from 100 ms to 61 ms, 39 % less (39 % for sure); wanted are 20 %.',
    });
    const hurting = begun();
    hurting.play(40, { ...fast, ...slowPages });
    resolve(hurting);
    hurting.play(61, { ...fast, ...slowPages });
    expect(outcome(hurting)).toBeUndefined();
    expect(hurting.state.falseResolves).toBe(1);
  });

  it('[GO5] a resolve too early waits for it, and one that never gets it is taken back with the reason, sealed', () => {
    const early = begun();
    early.play(5, slow);
    resolve(early);
    early.play(50, fast);
    expect(outcome(early)).toBe('recovered');
    const wrong = begun();
    wrong.play(40, slow);
    resolve(wrong);
    wrong.play(62, slow);
    expect(wrong.state.falseResolves).toBe(1);
    expect(wrong.events.find((event) => event.type === 'resolveUnmet')?.data).toMatchObject({
      reasons: [expect.stringContaining('0 % less')],
    });
  });

  it('[GO6] nobody responding loses at the time box, although nothing was ever wrong', () => {
    const plan = optimisation({ timeboxMs: 60_000 });
    const sim = begun(plan);
    sim.play(60, slow);
    expect(sim.state.ending).toMatchObject({ outcome: 'lost', reason: expect.stringContaining('wanted are 20 %') });
    expect(usersSince({ ...sim.state, phase: 'live' }, { atMs: 20_000, badShares: null, podHoldMs: 60_000 })).not.toBe('well');
  });

  it('[VE18] who has not gained half of what is wanted is judged by the window of the goal; who has gets the hold besides', () => {
    const judged = (operationMs: number, seconds: number): ReturnType<typeof usersSince> => {
      const sim = begun();
      const act = { atMs: sim.nowMs, badShares: {}, podHoldMs: 60_000 };
      sim.play(seconds, { operationMs });
      return usersSince(sim.state, act);
    };
    expect([judged(95, 33), judged(95, 36)]).toEqual([null, 'unwell']);
    expect([judged(85, 36), judged(85, 61)]).toEqual([null, 'unwell']);
    expect(judged(60, 61)).toBe('well');
  });

  it('[GO6] reached and never resolved is lost as well: somebody has to say that it is done', () => {
    const sim = begun(optimisation({ timeboxMs: 60_000 }));
    sim.play(60, fast);
    expect(outcome(sim)).toBe('lost');
  });
});

describe('what is told of it', () => {
  it('[GO7] everybody sees operation, baseline, now and gain while it is played, and the debrief has them at the end', () => {
    const sim = begun();
    sim.play(40, fast);
    expect(viewOf(sim.state, sim.nowMs).goal).toEqual(goalView(sim.state));
    resolve(sim);
    sim.play(25, fast);
    expect(debriefOf(sim.events, sim.state.plan).goal).toMatchObject({
      isReached: true,
      baseline: { requests: 200 },
      now: { requests: 600 },
    });
  });

  it('[GO7] other drills have none, and their samples are as they were', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(3);
    expect(viewOf(sim.state, sim.nowMs).goal).toBeNull();
    expect(sim.events.find((event) => event.type === 'baselineProven')?.data).not.toHaveProperty('goal');
    expect(sim.state.goal).toEqual({ baseline: null, seconds: [] });
  });
});
