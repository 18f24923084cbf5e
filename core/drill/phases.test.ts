import { describe, expect, it } from 'vitest';
import { decoyRelease, orderFreshness, planOf } from './plan.fixture.ts';
import { ana, ben, facilitator, room, simulate, slowPages } from './simulation.fixture.ts';

it('PH1 goes from lobby over a proven baseline to live', () => {
  const plan = planOf();
  const sim = simulate(plan);
  sim.goLive();
  expect(sim.news()).toEqual([
    {
      atMs: 0,
      type: 'drillOpened',
      data: {
        scenarioId: 'saturday-slowdown',
        stack: 'shop',
        seed: 7,
        planHash: 'hash-1',
        planVersion: 1,
        ...room,
        nags: true,
        nudges: true,
      },
    },
    { atMs: 0, type: 'phaseChanged', data: { from: 'lobby', to: 'baseline', reason: 'started' } },
    {
      atMs: 10_000,
      type: 'baselineProven',
      data: { badShare: { 'browse-latency': 0, 'checkout-availability': 0 }, ratePerSecond: 100 },
    },
    { atMs: 10_000, type: 'phaseChanged', data: { from: 'baseline', to: 'live', reason: 'steady state proven' } },
  ]);
});

it('PH2 refuses what does not belong to the phase, and writes nothing', () => {
  const plan = planOf();
  const sim = simulate(plan);
  expect(sim.send('start', {})).toEqual({ ok: false, code: 'not_found', detail: 'there is no drill INC-0042 here' });
  sim.send('open', { ...room, plan });
  expect(sim.send('resolve', { summary: 'done' })).toEqual({
    ok: false,
    code: 'wrong_phase',
    detail: 'resolve is possible in live; the drill is in lobby',
  });
  expect(sim.send('open', { ...room, plan })).toMatchObject({ ok: false, code: 'wrong_phase' });
  expect(sim.send('close', {})).toMatchObject({ ok: false, code: 'wrong_phase' });
  expect(sim.events.map(({ type }) => type)).toEqual(['drillOpened']);
});

it('PH3 logs the changes of the days before at the opening, and makes the real ones so', () => {
  const plan = planOf({
    background: [
      { atMs: -480_000, kind: 'deploy', target: 'catalog', summary: 'catalog 1.14.1 released', by: 'ci' },
      {
        atMs: -60_000,
        kind: 'flag',
        target: 'quick-reorder',
        summary: 'on',
        by: 'bo',
        operation: { kind: 'flag', flag: 'quick-reorder', variant: 'on' },
      },
    ],
  });
  const sim = simulate(plan);
  sim.send('open', { ...room, plan });
  expect(sim.news().slice(1)).toEqual([
    {
      atMs: 0,
      type: 'changeLogged',
      data: {
        changeId: 'change-1',
        happenedAtMs: -480_000,
        kind: 'deploy',
        target: 'catalog',
        summary: 'catalog 1.14.1 released',
        by: 'ci',
      },
    },
    {
      atMs: 0,
      type: 'changeLogged',
      data: {
        changeId: 'change-2',
        happenedAtMs: -60_000,
        kind: 'flag',
        target: 'quick-reorder',
        summary: 'on',
        by: 'bo',
        diff: ['+ flag quick-reorder defaultVariant: on'],
      },
    },
  ]);
  expect(sim.effects).toEqual([
    {
      type: 'reconcile',
      effectId: 'e1',
      operations: [{ id: 'background-2', operation: { kind: 'flag', flag: 'quick-reorder', variant: 'on' } }],
    },
  ]);
});

it('BL1 waits for a steady window when the first seconds are rough', () => {
  const plan = planOf();
  const sim = simulate(plan);
  sim.send('open', { ...room, plan });
  sim.send('start', {});
  sim.play(5, slowPages);
  sim.play(9);
  expect(sim.state.phase).toBe('baseline');
  sim.play(1);
  expect(sim.state.phase).toBe('live');
});

it('BL2 is invalid when no steady window came within two minutes, and says which SLI', () => {
  const plan = planOf();
  const sim = simulate(plan);
  sim.send('open', { ...room, plan });
  sim.send('start', {});
  sim.play(119, slowPages);
  sim.news();
  sim.wait(5_000);
  expect(sim.news()).toEqual([
    {
      atMs: 120_000,
      type: 'drillEnded',
      data: { outcome: 'invalid', reason: 'No steady state: 50.0 % of browse-latency was bad, allowed are 1.0 %.' },
    },
    { atMs: 120_000, type: 'phaseChanged', data: { from: 'baseline', to: 'debrief', reason: 'the drill has ended' } },
    { atMs: 124_000, type: 'undoCompleted', data: { ok: true, remaining: [] } },
  ]);
});

it('BL2 an SLI without events proves nothing', () => {
  const plan = planOf({ slos: [...planOf().slos, orderFreshness] });
  const sim = simulate(plan);
  sim.goLive();
  sim.play(120);
  expect(sim.state.ending).toEqual({ outcome: 'invalid', reason: 'No steady state: order-freshness had no events in 10 s.' });
});

it('PH4 while paused the script stands still and samples are tagged and count nowhere', () => {
  const sim = simulate(planOf({ script: [decoyRelease] }));
  sim.goLive();
  sim.play(19);
  sim.send('pause', { reason: 'fire alarm' }, { actor: facilitator });
  sim.news();
  const before = sim.state;
  for (let second = 0; second < 30; second += 1) sim.send('recordSample', { ...sampleNow(sim.nowMs) });
  sim.send('advance', {});
  expect(sim.news()).toEqual([]);
  expect(sim.events.at(-1)).toMatchObject({ type: 'sliSampled', data: { paused: true } });
  expect({ ...sim.state, seq: 0, publicSeq: 0, recentCommandIds: [] }).toEqual({ ...before, seq: 0, publicSeq: 0, recentCommandIds: [] });
  sim.send('resume', {}, { actor: facilitator });
  sim.play(1);
  expect(sim.news().map(({ atMs, type }) => [atMs, type])).toEqual([
    [29_000, 'phaseChanged'],
    [30_000, 'injectFired'],
    [30_000, 'changeLogged'],
  ]);
});

const sampleNow = (nowMs: number) => ({
  second: nowMs / 1000,
  ledger: { 'browse-latency': { good: 0, bad: 60 }, 'checkout-availability': { good: 0, bad: 20 } },
  observed: {},
  asked: 100,
  sent: 0,
  ordersLost: 20,
  centsLost: 1,
  signals: {},
});

it('PH5 abort ends it from every phase before debrief', () => {
  const plan = planOf();
  const steps = [
    (sim: ReturnType<typeof simulate>) => sim.send('open', { ...room, plan }),
    (sim: ReturnType<typeof simulate>) => sim.send('start', {}),
    (sim: ReturnType<typeof simulate>) => sim.play(10),
    (sim: ReturnType<typeof simulate>) => sim.send('pause', { reason: 'break' }),
  ];
  for (let reached = 1; reached <= steps.length; reached += 1) {
    const sim = simulate(plan);
    for (const step of steps.slice(0, reached)) step(sim);
    const from = sim.state.phase;
    sim.news();
    expect(sim.send('abort', { reason: 'stop' }, { actor: facilitator }).ok).toBe(true);
    expect(sim.news()).toEqual([
      { atMs: sim.nowMs, type: 'drillEnded', data: { outcome: 'aborted', reason: 'stop' } },
      { atMs: sim.nowMs, type: 'phaseChanged', data: { from, to: 'debrief', reason: 'the drill has ended' } },
      { atMs: sim.nowMs, type: 'undoCompleted', data: { ok: true, remaining: [] } },
    ]);
    expect(sim.send('abort', { reason: 'again' })).toMatchObject({ ok: false, code: 'wrong_phase' });
    expect(sim.send('close', {}).ok).toBe(true);
    expect(sim.state.phase).toBe('closed');
  }
});

it('CO1 answers a repeated command id as before and writes nothing', () => {
  const plan = planOf();
  const sim = simulate(plan);
  sim.goLive();
  const first = sim.send('postNote', { text: 'hm' }, { commandId: 'n-1' });
  expect(first).toMatchObject({ ok: true, events: [{ type: 'notePosted' }] });
  sim.play(3);
  expect(sim.send('postNote', { text: 'hm' }, { commandId: 'n-1' })).toEqual({ ok: true, events: [] });
});

it('CO1 also ten minutes later, as long as a page may have been away and send again what it got no answer to', () => {
  const sim = simulate(planOf({ timeboxMs: 1_800_000, script: [] }));
  sim.goLive();
  sim.send('postNote', { text: 'hm' }, { actor: ana, commandId: 'n-1' });
  for (let minute = 0; minute < 10; minute += 1) {
    sim.play(60);
    for (let n = 0; n < 30; n += 1) sim.send('postNote', { text: 'busy' }, { actor: ben });
  }
  expect(sim.send('postNote', { text: 'hm' }, { actor: ana, commandId: 'n-1' })).toEqual({ ok: true, events: [] });
});

it('CO2 refuses a command for another drill', () => {
  const plan = planOf();
  const sim = simulate(plan);
  sim.goLive();
  const other = simulate(plan, 'INC-0043');
  other.state = sim.state;
  expect(other.send('advance', {})).toMatchObject({ ok: false, code: 'not_found' });
});

describe('a learner alone', () => {
  const alone = (openedBy: 'player' | 'facilitator' = 'player') => {
    const plan = planOf();
    const sim = simulate(plan);
    sim.send('open', { ...room, openedBy, plan });
    sim.send('join', { playerId: ana.id, name: ana.name }, { actor: ana });
    sim.send('start', {});
    sim.play(12);
    sim.news();
    return sim;
  };

  it('SO1 stops the clock and lets it go on', () => {
    const sim = alone();
    expect(sim.send('pause', { reason: 'the door bell' }, { actor: ana }).ok).toBe(true);
    expect(sim.state.phase).toBe('paused');
    expect(sim.send('resume', {}, { actor: ana }).ok).toBe(true);
    expect(sim.state.phase).toBe('live');
  });

  it('SO2 ends it with debrief and truth', () => {
    const sim = alone();
    expect(sim.send('endAndDebrief', { reason: 'enough' }, { actor: ana }).ok).toBe(true);
    expect(sim.state).toMatchObject({ phase: 'debrief', ending: { reason: expect.stringContaining('enough') } });
  });

  it('SO3 of several nobody stops or ends it for the others, but who is there lets it go on', () => {
    const sim = alone();
    sim.send('pause', { reason: 'a call' }, { actor: ana });
    sim.send('join', { playerId: ben.id, name: ben.name }, { actor: ben });
    expect(sim.send('endAndDebrief', { reason: 'enough' }, { actor: ben })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(sim.send('resume', {}, { actor: ben }).ok).toBe(true);
    expect(sim.send('pause', { reason: 'a call' }, { actor: ana })).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('SO4 where a facilitator leads, nothing of it is a player’s', () => {
    const sim = alone('facilitator');
    expect(sim.send('pause', { reason: 'a call' }, { actor: ana })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(sim.send('endAndDebrief', { reason: 'enough' }, { actor: ana })).toMatchObject({ ok: false, code: 'forbidden' });
    sim.send('pause', { reason: 'a word to all' }, { actor: facilitator });
    expect(sim.send('resume', {}, { actor: ana })).toMatchObject({ ok: false, code: 'forbidden' });
  });
});
