import { describe, expect, it } from 'vitest';
import { planOf, quietPlanOf } from './plan.fixture.ts';
import { ana, facilitator, room, type Simulation, sampleOf, simulate, slowPages } from './simulation.fixture.ts';

/** Users are slow from 40 s to 70 s, then well. */
function afterOutage(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(30, slowPages);
  return sim;
}

const resolve = (sim: Simulation) => sim.send('resolve', { summary: 'fixed' }, { actor: ana });
const milestonesIn = (sim: Simulation, name: string) => sim.news().filter(({ data }) => 'milestone' in data && data.milestone === name);

describe('recovery', () => {
  it('RC1 is found after the hold and stamped where the good stretch began', () => {
    const sim = afterOutage();
    sim.play(59);
    expect(milestonesIn(sim, 'recovered')).toEqual([]);
    sim.play(1);
    expect(milestonesIn(sim, 'recovered')).toEqual([
      { atMs: 130_000, type: 'milestoneReached', data: { milestone: 'recovered', reachedAtMs: 70_000 } },
    ]);
  });

  it('RC1 a sample that is labelled ahead of its arrival closes when it arrived', () => {
    const sim = afterOutage();
    sim.play(59);
    sim.send('recordSample', { ...sampleOf({}, sim.nowMs), second: 200 });
    expect(sim.state.seconds.at(-1)?.closedAtMs).toBe(129_000);
    expect(sim.state.milestones.recovered).toBeUndefined();
  });

  it('RC2 ordinary noise does not break a good stretch', () => {
    const sim = afterOutage();
    for (let second = 0; second < 60; second += 1) sim.play(1, second % 20 === 5 ? { checkoutBad: 0.05 } : {});
    expect(sim.state.milestones.recovered).toBe(70_000);
  });

  it('RC3 a slow bleed of 2 % is no recovery, though no single second stands out', () => {
    const sim = afterOutage();
    for (let second = 0; second < 90; second += 1) sim.play(1, second % 3 === 0 ? { checkoutBad: 0.06 } : {});
    expect(sim.state.lastBadAtMs).toBe(70_000);
    expect(sim.state.milestones.recovered).toBeUndefined();
  });

  it('RC4 shedding is no fix: traffic that is not sent is not well', () => {
    const sim = afterOutage();
    sim.play(90, { served: 0.8 });
    expect(sim.state.milestones.recovered).toBeUndefined();
    sim.play(60);
    expect(sim.state.milestones.recovered).toBe(160_000);
  });

  it('RC5 a recovery stands only while users stay well', () => {
    const sim = afterOutage();
    sim.play(60);
    sim.play(10, slowPages);
    expect(sim.state.milestones.recovered).toBeUndefined();
    sim.play(60);
    expect(sim.state.milestones.recovered).toBe(140_000);
  });
});

describe('resolve', () => {
  it('RE1 confirms a clean recovery 20 s after the resolve at the earliest', () => {
    const sim = afterOutage();
    sim.play(50);
    sim.news();
    resolve(sim);
    sim.play(19);
    expect(sim.state.phase).toBe('live');
    sim.play(1);
    expect(sim.news()).toEqual([
      { atMs: 120_000, type: 'resolveRequested', data: { summary: 'fixed' } },
      { atMs: 120_000, type: 'milestoneReached', data: { milestone: 'resolved', reachedAtMs: 120_000 } },
      { atMs: 130_000, type: 'milestoneReached', data: { milestone: 'recovered', reachedAtMs: 70_000 } },
      { atMs: 140_000, type: 'resolveHeld', data: { heldForMs: 70_000 } },
      { atMs: 140_000, type: 'drillEnded', data: { outcome: 'recovered', reason: 'Users were well for 70 s up to the end.' } },
      { atMs: 140_000, type: 'phaseChanged', data: { from: 'live', to: 'debrief', reason: 'the drill has ended' } },
      { atMs: 140_000, type: 'faultEnded', data: { faultId: 'f1', by: 'end' } },
      { atMs: 140_000, type: 'undoCompleted', data: { ok: true, remaining: [] } },
    ]);
  });

  it('RE2 an early resolve waits for the whole hold since the last bad second', () => {
    const sim = afterOutage();
    sim.play(1);
    resolve(sim);
    sim.play(58);
    expect(sim.state.phase).toBe('live');
    sim.play(1);
    expect(sim.state.ending?.outcome).toBe('recovered');
  });

  it('RE3 is accepted while users suffer, and reopens after twice the hold', () => {
    const sim = afterOutage();
    sim.news();
    expect(resolve(sim).ok).toBe(true);
    expect(resolve(sim)).toEqual({ ok: false, code: 'already_resolved' });
    expect(sim.send('setStatus', { status: 'monitoring' })).toEqual({ ok: false, code: 'already_resolved' });
    sim.play(121, slowPages);
    expect(sim.news().filter(({ type }) => type === 'incidentReopened')).toEqual([
      { atMs: 190_000, type: 'incidentReopened', data: { reason: 'The resolve could not be confirmed within 120 s.' } },
    ]);
    expect(sim.state).toMatchObject({ status: 'reopened', falseResolves: 1, resolve: null, phase: 'live' });
    expect(sim.state.milestones.resolved).toBeUndefined();
    sim.play(61);
    expect(resolve(sim).ok).toBe(true);
    sim.play(20);
    expect(sim.state.ending?.outcome).toBe('recovered');
  });

  it('RE4 a page that fires after the resolve reopens at once', () => {
    const sim = afterOutage();
    sim.play(200);
    resolve(sim);
    sim.news();
    sim.play(15, { browseBad: 1 });
    const news = sim.news();
    const page = news.find(({ data }) => 'state' in data && data.state === 'firing');
    const reopened = news.find(({ type }) => type === 'incidentReopened');
    expect(reopened).toEqual({
      atMs: page?.atMs,
      type: 'incidentReopened',
      data: { reason: 'A page fired after the resolve: browse-latency.page.' },
    });
  });

  it('RE5 what has not reached the users yet cannot be over', () => {
    const sim = simulate(planOf({ script: planOf().script.map((item) => ({ ...item, due: { atMs: 300_000 } })) }));
    sim.goLive();
    sim.play(1);
    resolve(sim);
    sim.play(120);
    expect(sim.state).toMatchObject({ phase: 'live', falseResolves: 1 });
  });

  it('RE6 the time the drill is paused confirms nothing', () => {
    const sim = afterOutage();
    sim.play(50);
    resolve(sim);
    sim.send('pause', { reason: 'break' }, { actor: facilitator });
    sim.send('recordSample', { second: 999, ledger: {}, observed: {}, asked: 100, sent: 100, ordersLost: 0, centsLost: 0, signals: {} });
    sim.send('resume', {}, { actor: facilitator });
    sim.play(19);
    expect(sim.state.phase).toBe('live');
    sim.play(1);
    expect(sim.state.ending?.outcome).toBe('recovered');
  });
});

describe('ending', () => {
  it('EN1 the time box loses an unresolved drill, at its own time', () => {
    const sim = simulate(planOf({ timeboxMs: 100_000 }));
    sim.goLive();
    sim.play(30);
    sim.play(50, slowPages);
    sim.news();
    sim.wait(60_000);
    expect(sim.news().slice(0, 2)).toEqual([
      { atMs: 110_000, type: 'drillEnded', data: { outcome: 'lost', reason: 'The time box is over.' } },
      { atMs: 110_000, type: 'phaseChanged', data: { from: 'live', to: 'debrief', reason: 'the drill has ended' } },
    ]);
  });

  it('EN2 where nothing was wrong, staying calm holds and a harmful act loses', () => {
    const calm = simulate(quietPlanOf({ timeboxMs: 60_000 }));
    calm.goLive();
    calm.play(60);
    expect(calm.state.ending).toEqual({ outcome: 'held', reason: 'The time box is over.' });
    const harmed = simulate(quietPlanOf({ timeboxMs: 60_000 }));
    harmed.goLive();
    harmed.play(30);
    harmed.play(20, slowPages);
    harmed.play(10);
    expect(harmed.state.ending?.outcome).toBe('lost');
  });

  it('EN3 a resolve that holds where nothing was wrong ends held', () => {
    const sim = simulate(quietPlanOf());
    sim.goLive();
    sim.play(60);
    resolve(sim);
    sim.play(20);
    expect(sim.state.ending).toEqual({ outcome: 'held', reason: 'Nothing was wrong, and users stayed well.' });
  });

  it('EN3 a resolve that holds after the pod broke and mended it ends recovered', () => {
    const sim = simulate(quietPlanOf());
    sim.goLive();
    sim.play(20, slowPages);
    sim.play(60);
    resolve(sim);
    sim.play(20);
    expect(sim.state.ending?.outcome).toBe('recovered');
  });

  it('EN4 the time box waits for the verdict on a resolve', () => {
    const good = simulate(planOf({ timeboxMs: 100_000 }));
    good.goLive();
    good.play(30);
    good.play(30, slowPages);
    good.play(35);
    resolve(good);
    good.play(30);
    expect(good.state.ending?.outcome).toBe('recovered');
    const bad = simulate(planOf({ timeboxMs: 100_000 }));
    bad.goLive();
    bad.play(30);
    bad.play(65, slowPages);
    resolve(bad);
    bad.news();
    bad.play(121, slowPages);
    const said = bad.news().filter(({ type }) => type !== 'alertStateChanged');
    expect(said.map(({ atMs, type }) => [atMs, type])).toEqual([
      [225_000, 'incidentReopened'],
      [225_000, 'drillEnded'],
      [225_000, 'phaseChanged'],
      [225_000, 'faultEnded'],
      [225_000, 'undoCompleted'],
    ]);
    expect(bad.state.ending?.outcome).toBe('lost');
  });

  it('EN5 the facilitator can end it with debrief, also while paused', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(30);
    sim.play(20, slowPages);
    sim.send('pause', { reason: 'out of time' }, { actor: facilitator });
    sim.send('endAndDebrief', { reason: 'lunch' }, { actor: facilitator });
    expect(sim.state.ending).toEqual({ outcome: 'lost', reason: 'lunch' });
    expect(sim.state.phase).toBe('debrief');
  });

  it('EN1 a fault that users have not felt yet cannot lose a drill: it is invalid', () => {
    const sim = simulate(planOf({ timeboxMs: 20_000 }));
    sim.goLive();
    sim.play(25);
    expect(sim.state.ending).toEqual({
      outcome: 'invalid',
      reason: 'Users had felt nothing of the fault yet, so there was nothing to lose. The time box is over.',
    });
  });

  it('EN5 ended before the incident begins there is nothing to lose: the outcome is aborted', () => {
    const early = simulate(planOf());
    early.send('open', { ...room, plan: planOf() });
    early.send('start', {});
    early.send('endAndDebrief', { reason: 'fire drill' }, { actor: facilitator });
    expect(early.state.ending).toEqual({ outcome: 'aborted', reason: 'fire drill' });
  });
});
