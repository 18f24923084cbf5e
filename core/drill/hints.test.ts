import { describe, expect, it } from 'vitest';
import { debriefOf } from './debrief.ts';
import { deskOf } from './desk.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, facilitator, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const hints = [
  { costPercent: 5, text: 'SEALED first' },
  { costPercent: 10, text: 'SEALED second' },
];

function live(): Simulation {
  const sim = simulate(planOf({ hints }));
  sim.goLive();
  return sim;
}

const take = (sim: Simulation, tier: number, actor = ana) => sim.send('takeHint', { tier }, { actor });
const hintsIn = (sim: Simulation) => viewOf(sim.state, sim.nowMs).hints;

describe('hints', () => {
  it('HN1 are sealed until taken, but for the price of the next one', () => {
    const sim = live();
    expect(hintsIn(sim)).toEqual({ taken: [], next: { tier: 1, costPercent: 5 } });
    expect(JSON.stringify(viewOf(sim.state, sim.nowMs))).not.toContain('SEALED');
  });

  it('HN2 are opened one after another, for everybody, in the channel', () => {
    const sim = live();
    take(sim, 1);
    expect(hintsIn(sim)).toEqual({
      taken: [{ tier: 1, costPercent: 5, text: 'SEALED first', by: 'Ana', atMs: sim.nowMs }],
      next: { tier: 2, costPercent: 10 },
    });
    expect(sim.state.timeline.at(-1)).toMatchObject({ from: 'Ana', text: 'Took hint 1 for 5 % of the diagnosis: SEALED first' });
    expect(JSON.stringify(viewOf(sim.state, sim.nowMs))).not.toContain('SEALED second');
  });

  it('HN3 two who press at once buy one: a tier is refused whose price was not shown', () => {
    const sim = live();
    expect(take(sim, 1)).toMatchObject({ ok: true });
    expect(take(sim, 1, ben)).toMatchObject({ ok: false, code: 'no_such_hint' });
    expect(sim.state.hintsTaken).toHaveLength(1);
    take(sim, 2);
    expect(hintsIn(sim).next).toBeNull();
    expect(take(sim, 3)).toMatchObject({ ok: false, code: 'no_such_hint' });
  });

  it('HN4 the desk reads all of them, and the debrief those that were taken', () => {
    const sim = live();
    take(sim, 1);
    expect(deskOf(sim.state, []).hints).toEqual([
      { ...hints[0], takenBy: 'Ana' },
      { ...hints[1], takenBy: null },
    ]);
    sim.send('endAndDebrief', { reason: 'enough' }, { actor: facilitator });
    expect(debriefOf(sim.events, sim.state.plan).hints).toEqual([{ ...hints[0], by: 'Ana', atMs: 10_000 }]);
  });

  it('HN5 a plan from before there were hints has none', () => {
    const sim = simulate(planOf());
    sim.goLive();
    expect(hintsIn(sim)).toEqual({ taken: [], next: null });
    expect(take(sim, 1)).toMatchObject({ ok: false, code: 'no_such_hint' });
  });
});

describe('forbidden acts', () => {
  const plan = planOf({
    forbidden: [
      { control: 'service.rollback', target: 'orders', says: 'The change board has frozen orders until Monday.' },
      { control: 'cache.flush', says: null },
    ],
  });

  it('FB1 with words are refused in them, and nothing is written', () => {
    const sim = simulate(plan);
    sim.goLive();
    const before = sim.events.length;
    expect(sim.send('runControl', { control: 'service.rollback', target: 'orders', parameters: {} }, { actor: ana })).toEqual({
      ok: false,
      code: 'not_allowed',
      detail: 'The change board has frozen orders until Monday.',
    });
    expect(sim.events).toHaveLength(before);
  });

  it('FB2 without words go through, and stand as forbidden in the debrief, whatever else the truth says of them', () => {
    const sim = simulate(plan);
    sim.goLive();
    sim.send('runControl', { control: 'cache.flush', target: 'redis', parameters: {}, confirm: 'redis' }, { actor: ana });
    sim.play(10);
    sim.send('endAndDebrief', { reason: 'enough' }, { actor: facilitator });
    const debrief = debriefOf(sim.events, plan);
    expect(debrief.controls.map(({ control, verdict }) => [control, verdict])).toEqual([['cache.flush', 'forbidden']]);
    expect(debrief.truth.forbidden).toEqual(['Roll a service back (orders)', 'Flush the cache']);
  });
});
