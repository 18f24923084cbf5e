import { describe, expect, it } from 'vitest';
import type { Invariant } from '../scenario/invariants.ts';
import { debriefOf } from './debrief.ts';
import type { EventData } from './events.ts';
import { planOf } from './plan.fixture.ts';
import { ana, facilitator, room, type Simulation, sampleOf, simulate, slowPages, type World } from './simulation.fixture.ts';

type Extra = Partial<EventData['sliSampled']>;

function play(sim: Simulation, seconds: number, extra: Extra | ((second: number) => Extra) = {}, world: World = {}): void {
  for (let second = 0; second < seconds; second += 1) {
    sim.nowMs += 1000;
    sim.send('recordSample', { ...sampleOf(world, sim.nowMs), ...(typeof extra === 'function' ? extra(second) : extra) });
  }
}

/** Users suffered and have been well since for as long as the hold asks, unless `hold` says otherwise. */
function recovered(invariant: Invariant, told: { baseline?: Extra; hold?: Parameters<typeof play>[2] } = {}): Simulation {
  const plan = planOf({ oracle: { holdMs: 60_000, minTrafficShare: 0.5, waveAmplitude: 0.2, invariants: [invariant] } });
  const sim = simulate(plan);
  sim.send('open', { ...room, plan });
  sim.send('start', {});
  play(sim, plan.baselineMs / 1000, told.baseline);
  sim.play(30);
  sim.play(30, slowPages);
  play(sim, 60, told.hold);
  sim.send('resolve', { summary: 'fixed' }, { actor: ana });
  return sim;
}

const unmet = (sim: Simulation): string[] => sim.state.unmet.flatMap(({ reasons }) => reasons);
const outcome = (sim: Simulation): string | undefined => sim.state.ending?.outcome;

describe('IV6 users come as they would have come by themselves', () => {
  /** 100 requests a second in the baseline, as usual; 120 at the crest of the wave, 80 in its trough. */
  const baseline = { asked: 100, sent: 100, usual: 100 };
  const at = (usual: number, share: number): Extra => ({ usual, asked: usual * share, sent: usual * share });

  it('in the trough of their wave fewer than before, and that is all of them', () => {
    const sim = recovered('traffic-back', { baseline, hold: at(80, 1) });
    play(sim, 30, at(80, 1));
    expect(outcome(sim)).toBe('recovered');
  });

  it('95 % of them are enough, less is not, wherever the wave stands', () => {
    for (const usual of [80, 100, 120]) {
      const enough = recovered('traffic-back', { baseline, hold: at(usual, 0.951) });
      play(enough, 30, at(usual, 0.951));
      expect(outcome(enough)).toBe('recovered');
      const fewer = recovered('traffic-back', { baseline, hold: at(usual, 0.94) });
      play(fewer, 120, at(usual, 0.94));
      expect(outcome(fewer)).toBeUndefined();
      expect(unmet(fewer)).toEqual([`users came at ${Math.round(usual * 0.94)} requests/s, 94 % of those that are usual at that time`]);
    }
  });

  it('of a drill that began with half of them, half is all', () => {
    const half = recovered('traffic-back', { baseline: at(100, 0.5), hold: at(100, 0.49) });
    play(half, 30, at(100, 0.49));
    expect(outcome(half)).toBe('recovered');
    const fewer = recovered('traffic-back', { baseline: at(100, 0.5), hold: at(100, 0.4) });
    play(fewer, 120, at(100, 0.4));
    expect(unmet(fewer)).toEqual(['users came at 40 requests/s, 80 % of those that are usual at that time']);
  });

  it('a second of users that came late is counted late and is no loss', () => {
    const late = (second: number): Extra => (second % 2 === 0 ? { asked: 0, sent: 0 } : at(200, 1));
    const sim = recovered('traffic-back', { baseline, hold: late });
    play(sim, 30, late);
    expect(outcome(sim)).toBe('recovered');
  });
});

describe('IV7 every part is up for the whole hold', () => {
  it('who falls over again and again does not pass, though it is up when the resolve comes', () => {
    const looping = (second: number): Extra => ({ down: second % 20 === 5 ? ['orders-2'] : [] });
    const sim = recovered('services-up', { hold: looping });
    play(sim, 120, looping);
    expect(outcome(sim)).toBeUndefined();
    expect(unmet(sim)).toEqual(['not up all the time: orders-2']);
  });

  it('who was down before it, or comes up a little later, delays the resolve and no more', () => {
    const sim = recovered('services-up', { hold: (second) => ({ down: second === 30 ? ['catalog-1'] : [] }) });
    play(sim, 30);
    expect(outcome(sim)).toBeUndefined();
    play(sim, 1);
    expect(outcome(sim)).toBe('recovered');
  });

  it('who is restarted by the oracle itself may be down for that moment, and no longer', () => {
    const plan = planOf({ oracle: { holdMs: 60_000, minTrafficShare: 0.5, restartProbe: 'orders', invariants: ['services-up'] } });
    const restarted = (downFor: number): Simulation => {
      const sim = simulate(plan);
      sim.goLive();
      sim.play(30);
      sim.play(30, slowPages);
      sim.play(60);
      sim.send('resolve', { summary: 'fixed' }, { actor: ana });
      play(sim, 20);
      expect(sim.state.probe).not.toBeNull();
      play(sim, downFor, { down: ['orders-1'] });
      play(sim, 16 - downFor);
      return sim;
    };
    expect(outcome(restarted(5))).toBe('recovered');
    expect(outcome(restarted(16))).toBeUndefined();
  });
});

describe('IV8 a sample into which no second of the ledger fell', () => {
  it('tells nothing of what is owed, and pays nobody', () => {
    const sim = recovered('records-kept');
    play(sim, 19, { ordersOwed: 3 });
    play(sim, 60);
    expect(sim.state.ordersOwed).toBe(3);
    expect(outcome(sim)).toBeUndefined();
  });

  it('what is shipped later is paid: the newest word of the ledger counts', () => {
    const sim = recovered('records-kept', { hold: { ordersOwed: 3 } });
    play(sim, 20, { ordersOwed: 0 });
    expect(outcome(sim)).toBe('recovered');
  });
});

describe('DB6 the debrief tells whether anybody looked that it was over', () => {
  const words = (sim: Simulation): string => debriefOf(sim.events, sim.state.plan).oracle.words;
  const end = (sim: Simulation): Simulation => {
    sim.send('endAndDebrief', { reason: 'lunch' }, { actor: facilitator });
    return sim;
  };

  it('a resolve that held', () => {
    const sim = recovered('services-up');
    play(sim, 30);
    expect(words(sim)).toBe('The resolve held: users had been well for 80 s.');
  });

  it('an end without a resolve, and one in the middle of it', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(30);
    sim.play(30, slowPages);
    expect(words(end(sim))).toBe('Nobody had resolved it when it ended, so nobody looked whether it was over.');
    expect(words(end(recovered('services-up')))).toBe('It ended while a resolve was being looked at: none had held.');
  });

  it('resolves that did not hold', () => {
    const sim = recovered('services-up');
    play(sim, 120, { down: ['orders-2'] });
    sim.send('resolve', { summary: 'fixed' }, { actor: ana });
    play(sim, 120, { down: ['orders-2'] });
    expect(words(end(sim))).toBe('None of 2 resolves held.');
  });
});
