import { describe, expect, it } from 'vitest';
import type { Oracle } from '../scenario/plan.ts';
import { debriefOf } from './debrief.ts';
import { planOf, primaryFault } from './plan.fixture.ts';
import { ana, facilitator, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const hold: Oracle = { holdMs: 60_000, minTrafficShare: 0.95 };
const restart: Oracle = { ...hold, restartProbe: 'fulfilment' };
const replay: Oracle = { ...hold, replay: { faultId: 'f1', forMs: 20_000 } };

/** Resolved in the 121st live second, after the cause was taken off and users were well for the hold. */
function resolved(oracle: Oracle, { ended = true } = {}): Simulation {
  const sim = simulate(planOf({ oracle, script: [{ ...primaryFault, endsAfterMs: ended ? 30_000 : null }] }));
  sim.goLive();
  sim.play(30);
  sim.play(30, slowPages);
  sim.play(60);
  sim.news();
  sim.send('resolve', { summary: 'fixed' }, { actor: ana });
  return sim;
}

const sealed = ['probeStarted', 'probeEnded', 'probePassed', 'resolveUnmet'];
const story = (sim: Simulation) =>
  sim.news().flatMap(({ atMs, type }) => (sealed.includes(type) || type === 'resolveHeld' ? [[type, atMs]] : []));
const reconciled = (sim: Simulation) => sim.effects.findLast(({ type }) => type === 'reconcile');

const passed = ['probeStarted', 'probeEnded', 'probePassed'];
const bothPassed = [...passed, ...passed, 'resolveHeld'];

describe('PB1 before a resolve holds', () => {
  it('what the scenario names is really restarted, and users must stay well for 15 s', () => {
    const sim = resolved(restart);
    sim.play(60);
    expect(sim.effects).toContainEqual({
      type: 'perform',
      effectId: expect.any(String),
      action: { kind: 'restart', target: 'fulfilment' },
    });
    expect(story(sim)).toEqual([
      ['probeStarted', 150_000],
      ['probeEnded', 150_000],
      ['probePassed', 165_000],
      ['resolveHeld', 165_000],
    ]);
    expect(sim.state.ending?.outcome).toBe('recovered');
  });

  it('the trigger comes back for its time and goes again', () => {
    const sim = resolved(replay);
    sim.play(25);
    const effect = reconciled(sim);
    expect(effect?.type === 'reconcile' && effect.operations).toEqual([{ id: 'replay', operation: primaryFault.operation }]);
    sim.play(30);
    expect(story(sim)).toEqual([
      ['probeStarted', 150_000],
      ['probeEnded', 170_000],
      ['probePassed', 185_000],
      ['resolveHeld', 185_000],
    ]);
    expect(sim.state.standing).toEqual([]);
  });

  it('one after the other where there are both', () => {
    const sim = resolved({ ...restart, ...replay });
    sim.play(90);
    expect(story(sim).map(([type]) => type)).toEqual(bothPassed);
  });

  it('a trigger that is on all the time needs no replay', () => {
    const sim = resolved(replay, { ended: false });
    sim.play(20);
    expect(story(sim)).toEqual([['resolveHeld', 150_000]]);
  });
});

it('PB2 the replay stands below what the pod has set', () => {
  const sim = simulate(planOf({ oracle: replay, script: [{ ...primaryFault, endsAfterMs: 30_000 }] }));
  sim.goLive();
  sim.play(30);
  sim.play(30, slowPages);
  sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor: ana });
  sim.play(70);
  sim.send('resolve', { summary: 'fixed', leftOn: [{ controlId: 'control-1', owner: 'storefront' }] }, { actor: ana });
  sim.play(25);
  expect(sim.state.standing.map(({ id }) => id)).toEqual(['replay', 'control-1.1', 'control-1.2']);
});

/** Users suffer while the trigger is back; then they are well again, and the second resolve is looked at to its end. */
function hurtAndResolvedAnew(): Simulation {
  const sim = resolved(replay);
  sim.play(22);
  sim.play(3, slowPages);
  sim.play(60);
  sim.send('resolve', { summary: 'now it is' }, { actor: ana });
  sim.play(100);
  return sim;
}

describe('PB3 users who suffer again', () => {
  it('take the resolve back at once, and the trigger off', () => {
    const sim = resolved(replay);
    sim.play(22);
    sim.play(3, slowPages);
    expect(sim.state).toMatchObject({ phase: 'live', resolve: null, probe: null, falseResolves: 1 });
    expect(sim.state.standing).toEqual([]);
    expect(sim.state.unmet.at(-1)?.reasons).toEqual(['the trigger came back for 20 s, and users suffered again']);
  });

  it('and the next resolve is tried again', () => {
    const sim = hurtAndResolvedAnew();
    expect(sim.state.ending?.outcome).toBe('recovered');
    expect(sim.state.probesPassed).toEqual(['replay']);
  });

  it('from the beginning: what passed before that says nothing of what was done since', () => {
    const sim = resolved({ ...restart, ...replay });
    sim.play(50);
    expect(sim.state).toMatchObject({ probesPassed: ['restart'], probe: { probe: 'replay' } });
    sim.play(3, slowPages);
    expect(sim.state).toMatchObject({ probesPassed: [], falseResolves: 1 });
    sim.play(60);
    sim.news();
    sim.send('resolve', { summary: 'now it is' }, { actor: ana });
    sim.play(120);
    expect(story(sim).map(([type]) => type)).toEqual(bothPassed);
  });
});

describe('PB4 what the sandbox cannot do', () => {
  it('is held against nobody', () => {
    const sim = resolved(restart);
    sim.sandbox = (effect) => ({ ok: effect.type !== 'perform', message: 'no such slot' });
    sim.play(60);
    expect(sim.state.ending?.outcome).toBe('recovered');
  });

  it('and one that never answers takes the resolve back, saying so in the debrief', () => {
    const sim = resolved(restart);
    sim.sandbox = (effect) => (effect.type === 'perform' ? 'silent' : { ok: true });
    sim.play(110);
    expect(sim.state.falseResolves).toBe(1);
    expect(sim.state.unmet.at(-1)?.reasons).toEqual(['fulfilment was restarted, and that was not over in time']);
  });
});

describe('PB6 the debrief tells of each probe that the scenario names', () => {
  const told = (sim: Simulation) => {
    sim.send('endAndDebrief', { reason: 'enough' }, { actor: facilitator });
    return debriefOf(sim.events, sim.state.plan).oracle.probes.map(({ atMs, result, words }) => [atMs, result, words]);
  };

  it('when it was begun, and that users stayed well', () => {
    const sim = resolved({ ...restart, ...replay });
    sim.play(90);
    expect(told(sim)).toEqual([
      [150_000, 'passed', 'Restart of fulfilment: passed, users stayed well'],
      [165_000, 'passed', 'Trigger once more for 20 s: passed, users stayed well'],
    ]);
  });

  it('that users suffered, and each time anew', () => {
    const sim = hurtAndResolvedAnew();
    expect(told(sim).map(([, result]) => result)).toEqual(['hurt', 'passed']);
  });

  it('that the sandbox could not do it, or that it did not come to its end', () => {
    const unable = resolved(restart);
    unable.sandbox = (effect) => ({ ok: effect.type !== 'perform', message: 'no such slot' });
    unable.play(60);
    expect(told(unable)).toEqual([
      [150_000, 'impossible', 'Restart of fulfilment: the sandbox could not do it (no such slot), which is held against nobody'],
    ]);
    const silent = resolved(restart);
    silent.sandbox = (effect) => (effect.type === 'perform' ? 'silent' : { ok: true });
    silent.play(110);
    expect(told(silent).map(([, result]) => result)).toEqual(['unfinished']);
    const ended = resolved(replay);
    ended.play(22);
    expect(told(ended).map(([, result]) => result)).toEqual(['unfinished']);
  });

  it('that there was nothing to bring back, or that nobody came so far', () => {
    const standing = resolved(replay, { ended: false });
    standing.play(20);
    expect(told(standing)).toEqual([
      [null, 'stood', 'Trigger once more for 20 s: nothing to bring back, it stood to the end and users were well under it for 80 s'],
    ]);
    const early = resolved({ ...restart, ...replay });
    early.play(5);
    expect(told(early).map(([, result]) => result)).toEqual(['not tried', 'not tried']);
    const none = resolved(hold);
    none.play(30);
    expect(told(none)).toEqual([]);
  });
});

describe('PB7 a trigger that was not on all through the hold', () => {
  const late = { ...primaryFault, id: 'f2', primary: false, due: { atMs: 100_000 }, endsAfterMs: null };
  const script = [{ ...primaryFault, endsAfterMs: 30_000 }, late];
  const plan = planOf({ oracle: { ...hold, replay: { faultId: 'f2', forMs: 20_000 } }, script });
  const playTo = (sim: Simulation): Simulation => {
    sim.goLive();
    sim.play(30);
    sim.play(30, slowPages);
    sim.play(30);
    return sim;
  };

  it('is waited for: it can be neither replayed nor skipped', () => {
    const sim = playTo(simulate(plan));
    sim.play(30);
    sim.send('resolve', { summary: 'fixed' }, { actor: ana });
    sim.play(39);
    expect(sim.state).toMatchObject({ ending: null, probe: null });
    sim.play(1);
    expect(sim.state.ending?.outcome).toBe('recovered');
  });

  it('takes the resolve back when it is still not on at the end of its time', () => {
    const sim = playTo(simulate(plan));
    sim.sandbox = () => 'silent';
    sim.play(30);
    sim.send('resolve', { summary: 'fixed' }, { actor: ana });
    sim.play(120);
    expect(sim.state.falseResolves).toBe(1);
    expect(sim.state.unmet.at(-1)?.reasons).toEqual(['the trigger had not been on for 60 s yet']);
  });
});

it('PB5 players see nothing of it: no line, no position, no entry of the change log', () => {
  const sim = resolved({ ...restart, ...replay });
  const seen = () => {
    const { seq, changes, controls } = viewOf(sim.state, 0);
    return {
      seq: seq - sim.events.filter(({ type }) => type === 'sliSampled').length,
      changes,
      controls,
      lines: sim.state.timeline.length,
    };
  };
  const before = seen();
  sim.play(60);
  expect(sim.state.probe).not.toBeNull();
  expect(seen()).toEqual(before);
});

it('CL1 a replay ends at its own time, in one jump and in small steps', () => {
  const run = (stepMs: number): unknown[] => {
    const sim = resolved(replay);
    sim.play(22);
    sim.sandbox = () => 'silent';
    for (let passedMs = 0; passedMs < 200_000; passedMs += stepMs) sim.wait(stepMs);
    return sim.events.map(({ commandId: _, ...event }) => event);
  };
  for (const stepMs of [500, 40_000]) expect(run(stepMs)).toEqual(run(200_000));
});
