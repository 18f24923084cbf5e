import { describe, expect, it } from 'vitest';
import type { Plan } from '../scenario/plan.ts';
import type { DrillEvent } from './events.ts';
import { nextDueMs } from './next-due.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, room, type Simulation, simulate, slowPages } from './simulation.fixture.ts';

interface Opened {
  plan?: Plan;
  practice?: boolean;
  openedBy?: 'player' | 'facilitator' | 'system';
}

/** Ana alone, paged. */
function paged({ plan = planOf({ timeboxMs: 3_600_000 }), practice = true, openedBy = 'player' }: Opened = {}): Simulation {
  const sim = simulate(plan);
  sim.send('open', { ...room, openedBy, practice, plan });
  sim.send('join', { playerId: ana.id, name: ana.name }, { actor: ana });
  sim.send('start', {});
  sim.play(plan.baselineMs / 1000 + 30);
  for (let second = 0; second < 60 && sim.state.milestones.paged === undefined; second += 1) sim.play(1, slowPages);
  return sim;
}

const nudges = ({ events }: Simulation) => events.flatMap((event) => (event.type === 'nudged' ? [[event.data.about, event.atMs]] : []));
const acknowledge = (sim: Simulation) => {
  const page = sim.state.alerts.find(({ severity, state }) => severity === 'page' && state === 'firing');
  return sim.send('acknowledge', { alertId: page?.alertId ?? '' }, { actor: ana });
};

describe('NU1 who plays alone is nudged about what has not been done', () => {
  it('acknowledging after a minute, declaring after two, suspecting after three and a half', () => {
    const sim = paged();
    const pagedAtMs = sim.state.milestones.paged ?? Number.NaN;
    sim.wait(215_000);
    expect(nudges(sim)).toEqual([
      ['acknowledge', pagedAtMs + 60_000],
      ['declare', pagedAtMs + 120_000],
      ['suspect', pagedAtMs + 210_000],
    ]);
    const told = sim.state.timeline.filter(({ from }) => from === 'Duty manager');
    expect(told.map(({ kind }) => kind)).toEqual(['message', 'message', 'message']);
    expect(told[0]?.text).toContain('Acknowledge it');
  });

  it('a page that was silenced rings no more', () => {
    const plan = planOf({ timeboxMs: 3_600_000, controls: [...planOf().controls, { control: 'alert.silence', targets: ['alerts'] }] });
    const sim = paged({ plan });
    for (const { alert, severity } of sim.state.alerts) {
      const parameters = { alert, reason: 'known and worked on', minutes: 10 };
      if (severity === 'page') sim.send('runControl', { control: 'alert.silence', target: 'alerts', parameters }, { actor: ana });
    }
    sim.wait(100_000);
    expect(nudges(sim)).toEqual([]);
  });

  it('and hears nothing of what was done in time', () => {
    const sim = paged();
    acknowledge(sim);
    sim.send('declare', { severity: 2, title: 'Slow' }, { actor: ana });
    sim.wait(100_000);
    sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor: ana });
    sim.wait(140_000);
    expect(nudges(sim)).toEqual([]);
  });
});

describe('NU2 who has been quiet for two and a half minutes is asked where they stand', () => {
  it('since the newest act, or the newest nudge, and at most three times', () => {
    const sim = paged();
    acknowledge(sim);
    sim.send('declare', { severity: 2, title: 'Slow' }, { actor: ana });
    sim.send('proposeHypothesis', { text: 'the cache', component: 'redis', evidence: [] }, { actor: ana });
    const saidAtMs = sim.nowMs;
    sim.wait(140_000);
    sim.send('postNote', { text: 'still looking' }, { actor: ana });
    const notedAtMs = sim.nowMs;
    expect(notedAtMs).toBe(saidAtMs + 140_000);
    sim.wait(2_000_000);
    expect(nudges(sim)).toEqual([1, 2, 3].map((times) => ['quiet', notedAtMs + times * 150_000]));
  });

  it('not while the clock stands, nor while a resolve is being verified', () => {
    const sim = paged();
    sim.send('pause', { reason: 'break' }, { actor: ana });
    expect(nextDueMs(sim.state)).toBeNull();
    sim.send('resume', {}, { actor: ana });
    sim.send('resolve', { summary: 'over' }, { actor: ana });
    sim.wait(115_000);
    expect(nudges(sim)).toEqual([]);
  });
});

describe('NU3 nobody else is nudged', () => {
  it.each<[string, () => Simulation]>([
    ['where a facilitator leads', () => paged({ openedBy: 'facilitator', practice: false })],
    ['in a scripted run', () => paged({ openedBy: 'system', practice: false })],
    [
      'once somebody has come in',
      () => {
        const sim = paged({ practice: false });
        sim.send('join', { playerId: ben.id, name: ben.name }, { actor: ben });
        return sim;
      },
    ],
    [
      'who only watches',
      () => {
        const sim = paged();
        sim.send('takeSeat', { role: 'observer' }, { actor: ana });
        return sim;
      },
    ],
  ])('%s', (_name, opened) => {
    const sim = opened();
    sim.wait(1_000_000);
    expect(nudges(sim)).toEqual([]);
  });

  it('before anybody was paged, and in a log from before there were nudges', () => {
    const quiet = simulate(planOf({ script: [], timeboxMs: 3_600_000 }));
    quiet.goLive();
    quiet.send('join', { playerId: ana.id, name: ana.name }, { actor: ana });
    quiet.wait(1_000_000);
    expect(nudges(quiet)).toEqual([]);
    const old = paged();
    old.state = { ...old.state, nudges: { ...old.state.nudges, isOn: false } };
    old.wait(1_000_000);
    expect(nudges(old)).toEqual([]);
  });

  it('and what is said is the same whatever is wrong: nothing of the truth is asked for it', () => {
    const plan = planOf({ timeboxMs: 3_600_000 });
    const told = [
      plan,
      { ...plan, truth: { ...plan.truth, accepted: [], owners: [], trigger: { ...plan.truth.trigger, component: 'orders' } } },
    ].map((each) => {
      const sim = simulate(each);
      sim.send('open', { ...room, plan: each });
      sim.send('join', { playerId: ana.id, name: ana.name }, { actor: ana });
      sim.send('start', {});
      sim.play(40);
      sim.play(30, slowPages);
      sim.wait(700_000);
      return sim.state.timeline.filter(({ from }) => from === 'Duty manager');
    });
    expect(told[0]?.length).toBeGreaterThan(3);
    expect(told[1]).toEqual(told[0]);
  });
});

it('NU1 one jump and many small steps write the same', () => {
  const logs = [600_000, 1_000, 333].map((stepMs) => {
    const sim = paged();
    for (let leftMs = 600_000; leftMs > 0; leftMs -= stepMs) sim.wait(Math.min(stepMs, leftMs));
    return sim.events.map(({ commandId: _commandId, ...event }: DrillEvent) => event);
  });
  expect(logs[1]).toEqual(logs[0]);
  expect(logs[2]).toEqual(logs[0]);
});
