import { describe, expect, it } from 'vitest';
import type { Role } from '../protocol/roles.ts';
import type { Actor } from './events.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, facilitator, room, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

function lobby(openedBy: 'player' | 'facilitator' = 'player'): Simulation {
  const plan = planOf();
  const sim = simulate(plan);
  sim.send('open', { ...room, openedBy, plan });
  return sim;
}

function join(sim: Simulation, actor: Actor, role?: Role): unknown {
  return sim.send('join', { playerId: actor.id, name: actor.name, ...(role === undefined ? {} : { role }) }, { actor });
}

/** Live, with Ana and Ben in it. */
function played(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  join(sim, ana);
  join(sim, ben);
  return sim;
}

describe('lobby', () => {
  it('RO1 an opened drill waits, with its code, until somebody begins it', () => {
    const sim = lobby();
    join(sim, ana);
    sim.wait(3_600_000);
    expect(viewOf(sim.state, sim.nowMs)).toMatchObject({
      phase: 'lobby',
      code: 'ABCDEF',
      openedBy: 'player',
      practice: false,
      liveAtMs: null,
    });
    expect(sim.send('begin', {}, { actor: ana }).ok).toBe(true);
    expect(sim.state.phase).toBe('baseline');
    expect(sim.send('begin', {}, { actor: ana })).toMatchObject({ ok: false, code: 'wrong_phase' });
  });

  it('RO1 anybody of the pod may begin, not only who opened it', () => {
    const sim = lobby();
    join(sim, ana);
    join(sim, ben);
    expect(sim.send('begin', {}, { actor: ben }).ok).toBe(true);
  });

  it('RO2 what a facilitator opened only a facilitator begins', () => {
    const sim = lobby('facilitator');
    join(sim, ana);
    expect(sim.send('begin', {}, { actor: ana })).toEqual({
      ok: false,
      code: 'forbidden',
      detail: 'the facilitator opened this drill and begins it',
    });
    expect(sim.state.phase).toBe('lobby');
    expect(sim.send('begin', {}, { actor: facilitator }).ok).toBe(true);
  });

  it('RO3 readiness is said in the lobby only, and can be taken back', () => {
    const sim = lobby();
    join(sim, ana);
    for (const ready of [true, false, true]) {
      sim.send('setReady', { ready }, { actor: ana });
      expect(sim.state.players[0]?.ready).toBe(ready);
    }
    expect(sim.send('setReady', { ready: true }, { actor: ana })).toEqual({ ok: true, events: [] });
    sim.send('begin', {}, { actor: ana });
    expect(sim.send('setReady', { ready: false }, { actor: ana })).toMatchObject({ ok: false, code: 'wrong_phase' });
  });
});

describe('comm check', () => {
  it('RO10 is called by anybody, answered once by each, and a new one starts afresh', () => {
    const sim = lobby('facilitator');
    join(sim, ana);
    join(sim, ben, 'observer');
    expect(sim.send('answerCommCheck', {}, { actor: ana })).toMatchObject({ ok: false, code: 'wrong_phase' });
    sim.send('callCommCheck', {}, { actor: facilitator });
    expect(sim.send('answerCommCheck', {}, { actor: ben }).ok).toBe(true);
    expect(sim.send('answerCommCheck', {}, { actor: ben })).toEqual({ ok: true, events: [] });
    expect(viewOf(sim.state, sim.nowMs).commCheck).toEqual({ by: 'Facilitator', answered: ['p-2'] });
    expect(sim.state.timeline.slice(-2).map(({ from, text }) => `${from}: ${text}`)).toEqual([
      'Facilitator: Comm check: say that you read this.',
      'Ben: Reads you.',
    ]);
    sim.send('callCommCheck', {}, { actor: ana });
    expect(viewOf(sim.state, sim.nowMs).commCheck).toEqual({ by: 'Ana', answered: [] });
  });

  it('RO10 is for the lobby, and for those who joined', () => {
    const sim = lobby();
    join(sim, ana);
    sim.send('callCommCheck', {}, { actor: ana });
    expect(sim.send('answerCommCheck', {}, { actor: ben })).toMatchObject({ ok: false, code: 'not_found' });
    sim.send('begin', {}, { actor: ana });
    for (const type of ['callCommCheck', 'answerCommCheck'] as const)
      expect(sim.send(type, {}, { actor: ana })).toMatchObject({ ok: false, code: 'wrong_phase' });
  });
});

describe('names', () => {
  it('RO4 a second person of the same name gets a number, whatever the case', () => {
    const sim = lobby();
    join(sim, ana);
    join(sim, { ...ben, name: 'ANA' });
    join(sim, { ...ben, id: 'p-3', name: '  Ana\n' });
    expect(sim.state.players.map(({ name }) => name)).toEqual(['Ana', 'ANA (2)', 'Ana (3)']);
    expect(sim.events.at(-1)?.actor.name).toBe('Ana (3)');
  });

  it.each([
    ['an accent that is typed in two ways', 'Zo\u00e9', 'Zoe\u0301'],
    ['letters of full width', 'Ana', '\uff21\uff4e\uff41'],
    ['a joiner between two letters', 'Ana', 'An\u200da'],
    ['a soft hyphen and a filler', 'Ana', 'A\u00adna\u3164'],
  ])('RO4 %s makes no other name of it', (_what, first, second) => {
    const sim = lobby();
    join(sim, { ...ana, name: first });
    join(sim, { ...ben, name: second });
    expect(sim.state.players[1]?.name).toBe(`${second} (2)`);
  });

  it('RO4 a name that already looks numbered stays unlike all others', () => {
    const sim = lobby();
    for (const [index, name] of ['Ana', 'Ana (2)', 'Ana'].entries()) join(sim, { kind: 'player', id: `p-${index}`, name });
    expect(new Set(sim.state.players.map(({ name }) => name)).size).toBe(3);
  });

  it('RO5 thirty people fill a pod; who is in it already is not turned away', () => {
    const sim = lobby();
    for (let number = 1; number <= 30; number += 1) join(sim, { kind: 'player', id: `p-${number}`, name: `P${number}` });
    expect(join(sim, { kind: 'player', id: 'p-31', name: 'Late' })).toMatchObject({ ok: false, code: 'pod_full' });
    expect(join(sim, { kind: 'player', id: 'p-30', name: 'P30' })).toMatchObject({ ok: true });
    expect(sim.state.players).toHaveLength(30);
  });
});

describe('seats', () => {
  it.each<Role>(['commander', 'communications', 'scribe'])('RO6 one person is the %s', (role) => {
    const sim = lobby();
    join(sim, ana, role);
    expect(join(sim, ben, role)).toEqual({ ok: false, code: 'seat_taken', detail: `Ana is the ${role}` });
    join(sim, ben);
    expect(sim.send('takeSeat', { role }, { actor: ben })).toMatchObject({ ok: false, code: 'seat_taken' });
    sim.send('takeSeat', { role: 'operations' }, { actor: ana });
    expect(sim.send('takeSeat', { role }, { actor: ben }).ok).toBe(true);
    expect(sim.state.players.map((player) => player.role)).toEqual(['operations', role]);
  });

  it.each<Role>(['operations', 'observer'])('RO6 many may be %s', (role) => {
    const sim = lobby();
    join(sim, ana, role);
    expect(join(sim, ben, role)).toMatchObject({ ok: true });
  });

  it('RO7 taking the seat one has writes nothing; a new one is logged with its time, and said in the channel', () => {
    const sim = played();
    sim.send('takeSeat', { role: 'scribe' }, { actor: ana });
    expect(sim.events.at(-1)).toMatchObject({ type: 'seatTaken', atMs: 10_000, data: { playerId: 'p-1', role: 'scribe' } });
    expect(sim.state.timeline.at(-1)).toMatchObject({ kind: 'seat', from: 'Ana', text: 'Took the seat: scribe.', atMs: 10_000 });
    expect(sim.send('takeSeat', { role: 'scribe' }, { actor: ana })).toEqual({ ok: true, events: [] });
  });

  it('RO11 whose holder is away is taken over, by changing and by joining; the log says of whom', () => {
    const sim = played();
    sim.send('takeSeat', { role: 'commander' }, { actor: ana });
    expect(sim.send('takeSeat', { role: 'commander' }, { actor: ben, away: [] })).toMatchObject({ ok: false, code: 'seat_taken' });
    sim.send('takeSeat', { role: 'commander' }, { actor: ben, away: [ana.id] });
    expect(sim.state.players.map(({ role }) => role)).toEqual([null, 'commander']);
    expect(sim.state.timeline.slice(-2).map(({ text }) => text)).toEqual([
      'Freed the seat of Ana: commander (Ana was away).',
      'Took the seat: commander.',
    ]);
    const chi: Actor = { kind: 'player', id: 'p-3', name: 'Chi' };
    sim.send('join', { playerId: chi.id, name: chi.name, role: 'commander' }, { actor: chi, away: [ben.id] });
    expect(sim.state.players.map(({ role }) => role)).toEqual([null, null, 'commander']);
  });

  it('RO12 the facilitator frees a seat; nobody loses more than the seat', () => {
    const sim = played();
    sim.send('takeSeat', { role: 'scribe' }, { actor: ana });
    expect(sim.send('freeSeat', { playerId: ana.id }, { actor: facilitator }).ok).toBe(true);
    expect(sim.state.players[0]).toMatchObject({ name: 'Ana', role: null });
    expect(sim.send('freeSeat', { playerId: ana.id }, { actor: facilitator })).toMatchObject({ ok: false, code: 'already_done' });
    expect(sim.send('freeSeat', { playerId: 'p-9' }, { actor: facilitator })).toMatchObject({ ok: false, code: 'not_found' });
    expect(sim.send('postNote', { text: 'still here' }, { actor: ana }).ok).toBe(true);
  });

  it('RO7 only those who joined have seats', () => {
    const sim = lobby();
    expect(sim.send('takeSeat', { role: 'scribe' }, { actor: ben })).toMatchObject({ ok: false, code: 'not_found' });
    expect(sim.send('setReady', { ready: true }, { actor: ben })).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('RO8 an observer only watches, until they take another seat', () => {
    const sim = played();
    sim.send('takeSeat', { role: 'observer' }, { actor: ana });
    const acts = [
      () => sim.send('postNote', { text: 'psst' }, { actor: ana }),
      () => sim.send('declare', { severity: 1, title: 'mine' }, { actor: ana }),
      () => sim.send('runControl', { control: 'cache.flush', target: 'redis', parameters: {}, confirm: 'redis' }, { actor: ana }),
      () => sim.send('proposeHypothesis', { text: 'it is DNS', component: null, evidence: [] }, { actor: ana }),
      () => sim.send('resolve', { summary: 'over' }, { actor: ana }),
    ];
    const before = sim.events.length;
    for (const act of acts) expect(act()).toEqual({ ok: false, code: 'observer_only' });
    expect(sim.events).toHaveLength(before);
    expect(sim.send('takeSeat', { role: 'operations' }, { actor: ana }).ok).toBe(true);
    expect(acts[0]?.()).toMatchObject({ ok: true });
  });

  it('RO8 an observer does not begin a drill', () => {
    const sim = lobby();
    join(sim, ana, 'observer');
    expect(sim.send('begin', {}, { actor: ana })).toEqual({ ok: false, code: 'observer_only' });
  });

  it('RO9 without a seat one acts like operations', () => {
    const sim = played();
    expect(sim.state.players[0]?.role).toBeNull();
    expect(sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor: ana }).ok).toBe(true);
  });
});

describe('who does what', () => {
  const chi: Actor = { kind: 'player', id: 'p-3', name: 'Chi' };
  const acts = {
    changeSeverity: (sim: Simulation, actor: Actor) => sim.send('changeSeverity', { severity: 1, reason: 'worse' }, { actor }),
    setStatus: (sim: Simulation, actor: Actor) => sim.send('setStatus', { status: 'investigating' }, { actor }),
    redeclare: (sim: Simulation, actor: Actor) => sim.send('declare', { severity: 1, title: 'Worse' }, { actor }),
    resolve: (sim: Simulation, actor: Actor) => sim.send('resolve', { summary: 'over' }, { actor }),
    runControl: (sim: Simulation, actor: Actor) =>
      sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor }),
    postUpdate: (sim: Simulation, actor: Actor) =>
      sim.send('postUpdate', { impact: 'slow', action: 'looking', nextUpdateMinutes: 5 }, { actor }),
    recordDecision: (sim: Simulation, actor: Actor) => sim.send('recordDecision', { text: 'Wait', rationale: 'it falls' }, { actor }),
    recordNote: (sim: Simulation, actor: Actor) => sim.send('recordNote', { text: 'seen' }, { actor }),
    pinLine: (sim: Simulation, actor: Actor) => sim.send('pinLine', { index: 0 }, { actor }),
  };

  function declared(): Simulation {
    const sim = played();
    join(sim, chi);
    sim.send('declare', { severity: 2, title: 'Slow' }, { actor: ana });
    return sim;
  }

  it.each([
    ['commander', 'changeSeverity'],
    ['commander', 'setStatus'],
    ['commander', 'redeclare'],
    ['commander', 'resolve'],
    ['operations', 'runControl'],
    ['communications', 'postUpdate'],
    ['scribe', 'recordDecision'],
    ['scribe', 'recordNote'],
    ['scribe', 'pinLine'],
  ] as const)('RO14 the %s has the say over %s; others are told whom to ask, and nothing is written', (role, act) => {
    const sim = declared();
    sim.send('takeSeat', { role }, { actor: ben });
    sim.send('takeSeat', { role: role === 'communications' ? 'operations' : 'communications' }, { actor: chi });
    const written = sim.events.length;
    expect(acts[act](sim, chi)).toEqual({ ok: false, code: 'role_forbids', detail: `Ask Ben (${role}).` });
    expect(sim.events).toHaveLength(written);
    expect(acts[act](sim, ben).ok).toBe(true);
  });

  it.each(Object.keys(acts) as (keyof typeof acts)[])('RO14 a seat that is empty binds nobody: %s', (act) => {
    const sim = declared();
    sim.send('takeSeat', { role: act === 'postUpdate' ? 'scribe' : 'communications' }, { actor: chi });
    expect(acts[act](sim, chi).ok).toBe(true);
  });

  it('RO14 whose holder is away binds nobody either', () => {
    const sim = declared();
    sim.send('takeSeat', { role: 'commander' }, { actor: ben });
    expect(sim.send('setStatus', { status: 'mitigating' }, { actor: ana })).toMatchObject({ ok: false, code: 'role_forbids' });
    expect(sim.send('setStatus', { status: 'mitigating' }, { actor: ana, away: [ben.id] }).ok).toBe(true);
  });

  it('RO14 without a seat one acts like operations; the first declaration, an acknowledgement, a message and paging an owner are anybody’s', () => {
    const sim = played();
    join(sim, chi, 'scribe');
    sim.send('takeSeat', { role: 'operations' }, { actor: ben });
    expect(sim.send('declare', { severity: 2, title: 'Slow' }, { actor: chi }).ok).toBe(true);
    expect(acts.runControl(sim, ana).ok).toBe(true);
    expect(acts.runControl(sim, chi)).toMatchObject({ ok: false, code: 'role_forbids' });
    expect(sim.send('runControl', { control: 'owner.page', target: 'platform', parameters: {} }, { actor: chi }).ok).toBe(true);
    expect(sim.send('postNote', { text: 'hm' }, { actor: chi }).ok).toBe(true);
  });

  it('RO14 a scripted responder sits in every seat', () => {
    const sim = declared();
    sim.send('takeSeat', { role: 'commander' }, { actor: ben });
    const responder: Actor = { kind: 'responder', id: 'responder', name: 'Scripted responder' };
    expect(sim.send('setStatus', { status: 'mitigating' }, { actor: responder }).ok).toBe(true);
  });
});
