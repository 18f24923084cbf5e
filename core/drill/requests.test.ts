import { describe, expect, it } from 'vitest';
import type { RequestCondition, Shipment } from '../protocol/requests.ts';
import { planOf } from './plan.fixture.ts';
import { answer, asked, budgeted, canary, flag, migration, planAsking } from './request.fixture.ts';
import { ana, ben, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const everybody: Shipment = { kind: 'release', service: 'orders', version: '3.9.0', canaryShare: null };
const types = (sim: Simulation): string[] => sim.news().map(({ type }) => type);
const progress = (sim: Simulation): string | undefined => sim.state.requests[0]?.state;
const standing = (sim: Simulation): unknown[] => sim.state.standing.map(({ operation }) => operation);
const shown = (sim: Simulation) => viewOf(sim.state, sim.nowMs).requests;
const share = (atMost: number): RequestCondition => ({ kind: 'canaryShare', atMost });

describe('a change request', () => {
  it('CQ1 is told as it comes, with what it ships and by when; whether it is good stays sealed', () => {
    const truth = { request: 'r1', right: 'hold' as const, conditions: [], because: 'SEALED reason' };
    const sim = asked(planAsking([canary], { truths: [truth] }));
    expect(shown(sim)).toEqual([
      {
        requestId: 'request-1',
        atMs: 11_000,
        from: 'Checkout engineer',
        owner: 'checkout',
        title: 'Change 1',
        summary: 'We would like to ship it.',
        ships: canary,
        shipsWords: 'orders 3.9.0 on a canary with 20 % of calls',
        wantedByMs: 311_000,
        state: 'open',
        waitsFor: null,
        decision: null,
      },
    ]);
    const other = asked(planAsking([canary], { truths: [{ ...truth, right: 'approve', because: 'other' }] }));
    expect(JSON.stringify([viewOf(sim.state, sim.nowMs), sim.state.timeline])).toBe(
      JSON.stringify([viewOf(other.state, other.nowMs), other.state.timeline]),
    );
    expect(sim.state.timeline.at(-1)?.text).toContain('Asks to ship orders 3.9.0 on a canary');
  });

  it('CQ2 that is approved is really shipped, and stands in the change log with its difference', () => {
    const sim = asked(planAsking([canary]));
    answer(sim, {});
    expect(sim.news().map(({ type, data }) => [type, data])).toMatchObject([
      ['requestDecided', { verdict: 'approve' }],
      ['messagePosted', { from: 'Checkout engineer', text: 'We start.' }],
      ['requestShipped', { requestId: 'request-1' }],
      [
        'changeLogged',
        {
          kind: 'deploy',
          target: 'orders',
          by: 'Checkout engineer',
          diff: ['- orders canary: none', '+ orders canary: 3.9.0 with 20 % of calls'],
        },
      ],
      ['requestLanded', { requestId: 'request-1' }],
    ]);
    const operation = { kind: 'canary', service: 'orders', version: '3.9.0', weight: 0.2 };
    expect(sim.effects).toMatchObject([{ type: 'reconcile', operations: [{ id: 'request-1', operation }] }]);
    expect(shown(sim)).toMatchObject([{ state: 'shipped', decision: { verdict: 'approve', by: 'Ana' } }]);
  });

  it('CQ2 a release to everybody ends the canary that runs, and a migration, a flag and an API version are what faults and controls do', () => {
    const sim = asked(
      planAsking([canary, everybody, migration, flag, { kind: 'apiVersion', service: 'gateway', version: 'v1', state: 'off' }]),
    );
    for (const number of [1, 2, 3, 4, 5]) expect(answer(sim, { requestId: `request-${number}` })).toMatchObject({ ok: true });
    expect(standing(sim).slice(1)).toEqual([
      { kind: 'version', service: 'orders', version: '3.9.0' },
      { kind: 'canary', service: 'orders', version: '3.9.0', weight: 0 },
      { kind: 'disturbance', disturbance: { type: 'migration', migration: 'order-notes' } },
      { kind: 'flag', flag: 'express-shipping', variant: 'on' },
      { kind: 'policy', service: 'gateway', key: 'api.v1', value: 'off' },
    ]);
    const alone = asked(planAsking([everybody]));
    answer(alone, {});
    expect(standing(alone)).toEqual([{ kind: 'version', service: 'orders', version: '3.9.0' }]);
  });

  it('CQ3 that is held is not deployed, and its developer answers', () => {
    const sim = asked(planAsking([canary]));
    answer(sim, { verdict: 'hold' });
    expect(types(sim)).toEqual(['requestDecided', 'messagePosted']);
    expect([progress(sim), standing(sim), sim.effects]).toEqual(['held', [], []]);
    expect(sim.state.messages.at(-1)?.text).toBe('It waits.');
    expect(answer(sim, { verdict: 'hold' })).toMatchObject({ ok: false, code: 'already_done' });
    // Who asks again may be heard.
    expect(answer(sim, {})).toMatchObject({ ok: true });
  });

  it('CQ4 a smaller canary is really smaller, and never larger than what was asked for', () => {
    for (const [atMost, weight] of [
      [0.05, 0.05],
      [0.5, 0.2],
    ] as const) {
      const sim = asked(planAsking([canary]));
      answer(sim, { verdict: 'conditions', conditions: [share(atMost)] });
      expect(standing(sim)).toMatchObject([{ kind: 'canary', weight }]);
    }
    const whole = asked(planAsking([everybody]));
    answer(whole, { verdict: 'conditions', conditions: [share(0.1)] });
    expect(standing(whole)).toMatchObject([{ kind: 'canary', weight: 0.1 }]);
  });

  it('CQ4 after the incident means: with the resolve, by itself', () => {
    const sim = asked(planAsking([flag]));
    answer(sim, { verdict: 'conditions', conditions: [{ kind: 'afterIncident' }, { kind: 'flagOffBy', day: '2027-01-31' }] });
    sim.play(30);
    expect([progress(sim), standing(sim)]).toEqual(['waiting', []]);
    expect(shown(sim)[0]?.decision?.conditionWords).toEqual(['after the incident', 'the flag is taken out by 2027-01-31']);
    sim.send('resolve', { summary: 'done' }, { actor: ana });
    expect([progress(sim), standing(sim)]).toEqual(['shipped', [flag]]);
  });

  it('CQ5 a hold afterwards takes back what was shipped', () => {
    const sim = asked(planAsking([migration]));
    answer(sim, {});
    expect(answer(sim, {})).toMatchObject({ ok: false, code: 'already_done' });
    sim.news();
    answer(sim, { verdict: 'hold' });
    expect(types(sim)).toEqual(['requestDecided', 'requestWithdrawn', 'changeLogged', 'messagePosted']);
    expect(standing(sim)).toEqual([]);
    expect(sim.effects.at(-1)).toMatchObject({ type: 'reconcile', operations: [] });
    expect(sim.state.changes.at(-1)?.summary).toBe('Rolled back: migration order-notes');
  });

  it('CQ6 what the shop cannot follow is off the list again, and nobody has lost by it', () => {
    const sim = asked(planAsking([migration]));
    sim.sandbox = (effect) => ({ ok: effect.type !== 'reconcile' || effect.operations.length === 0, message: 'no room' });
    answer(sim, {});
    expect([progress(sim), standing(sim), sim.state.ending]).toEqual(['failed', [], null]);
    expect(sim.state.timeline.at(-1)?.text).toBe('Did not go through: Change 1.');
  });

  it('CQ7 one change of a service at a time, whoever asked for it', () => {
    const sim = asked(planAsking([canary]));
    sim.sandbox = () => 'silent';
    const restart = () =>
      sim.send('runControl', { control: 'service.restart', target: 'orders', parameters: {}, confirm: 'orders' }, { actor: ana });
    answer(sim, {});
    expect(progress(sim)).toBe('shipping');
    expect(restart()).toMatchObject({ ok: false, code: 'change_in_flight' });
    expect(answer(sim, { verdict: 'hold' })).toMatchObject({ ok: false, code: 'change_in_flight' });
    const busy = asked(planAsking([canary]));
    busy.send('runControl', { control: 'service.restart', target: 'orders', parameters: {}, confirm: 'orders' }, { actor: ana });
    expect(answer(busy, {})).toMatchObject({ ok: false, code: 'change_in_flight' });
    expect(answer(busy, { verdict: 'conditions', conditions: [{ kind: 'afterIncident' }] })).toMatchObject({ ok: true });
  });

  const late: RequestCondition = { kind: 'afterIncident' };
  it.each<[string, Parameters<typeof answer>[1], string]>([
    ['one that is not there', { requestId: 'request-9' }, 'unknown_request'],
    ['an approval with a condition', { conditions: [late] }, 'bad_parameter'],
    ['conditions without one', { verdict: 'conditions' }, 'bad_parameter'],
    ['a hold with conditions', { verdict: 'hold', conditions: [late] }, 'bad_parameter'],
    ['the same condition twice', { verdict: 'conditions', conditions: [late, late] }, 'bad_parameter'],
    ['a canary of a migration', { verdict: 'conditions', conditions: [share(0.1)] }, 'bad_parameter'],
    ['a day for a migration', { verdict: 'conditions', conditions: [{ kind: 'flagOffBy', day: '2027-01-31' }] }, 'bad_parameter'],
  ])('CQ8 %s is refused, and nothing is written', (_name, decision, code) => {
    const sim = asked(planAsking([migration]));
    expect(answer(sim, decision)).toMatchObject({ ok: false, code });
    expect(sim.news()).toEqual([]);
  });

  it('CQ8 a canary of a service with room for one instance is refused', () => {
    const sim = asked(planAsking([{ kind: 'release', service: 'gateway', version: '2.32.1', canaryShare: null }]));
    expect(answer(sim, { verdict: 'conditions', conditions: [share(0.1)] })).toMatchObject({ ok: false, code: 'bad_parameter' });
  });
});

describe('an error budget below the line', () => {
  const spent = (left: number): Simulation => budgeted(left, [migration]);
  const exception = { conditions: [{ kind: 'exception', reason: 'The auditors are in the house today' }] as RequestCondition[] };
  const promote = (sim: Simulation) =>
    sim.send('runControl', { control: 'canary.promote', target: 'orders', parameters: {}, confirm: 'orders' }, { actor: ben });

  it('CQ9 refuses approvals and promotions until the commander records an exception with its reason', () => {
    const sim = spent(0.2);
    expect(viewOf(sim.state, sim.nowMs).releaseGate).toMatchObject({
      line: 0.25,
      below: [{ slo: 'checkout-availability' }],
      exceptions: [],
    });
    expect(answer(sim, {})).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(promote(sim)).toMatchObject({ ok: false, code: 'budget_spent' });
    expect(answer(sim, exception, ben)).toMatchObject({ ok: false, code: 'commander_only' });
    expect(answer(sim, exception, ana)).toMatchObject({ ok: true });
    expect(sim.news().slice(0, 2)).toMatchObject([
      {
        type: 'exceptionRecorded',
        data: { reason: 'The auditors are in the house today', below: [{ slo: 'checkout-availability', budgetLeft: expect.closeTo(0.2) }] },
      },
      { type: 'requestDecided' },
    ]);
    expect(promote(sim)).toMatchObject({ ok: true });
    expect(viewOf(sim.state, sim.nowMs).releaseGate.exceptions).toMatchObject([{ by: 'Ana' }]);
  });

  it('CQ9 an exception may be recorded by itself, and only while something is held up', () => {
    const sim = spent(0.2);
    const record = (of: Simulation, actor = ana) => of.send('recordException', { reason: 'The canary heals what is broken' }, { actor });
    expect(record(sim, ben)).toMatchObject({ ok: false, code: 'commander_only' });
    expect(record(sim)).toMatchObject({ ok: true });
    expect(record(sim)).toMatchObject({ ok: false, code: 'not_applicable' });
    expect(promote(sim)).toMatchObject({ ok: true });
    expect(record(spent(0.8))).toMatchObject({ ok: false, code: 'not_applicable' });
  });

  it('CQ9 a hold needs none, and above the line, or without a policy, nothing is asked', () => {
    expect(answer(spent(0.2), { verdict: 'hold' })).toMatchObject({ ok: true });
    expect(answer(spent(0.3), {})).toMatchObject({ ok: true });
    const free = simulate(planOf());
    free.goLive();
    expect(viewOf(free.state, free.nowMs).releaseGate).toEqual({ line: null, below: [], exceptions: [] });
  });

  it('CQ9 the budget that people see opens where it stood, and what is spent comes off it', () => {
    const sim = spent(0.4);
    const left = () => viewOf(sim.state, sim.nowMs).slos.find(({ slo }) => slo === 'checkout-availability')?.budgetLeft ?? 0;
    expect(left()).toBeCloseTo(0.4, 5);
    sim.play(60, { checkoutBad: 0.5 });
    expect(left()).toBeCloseTo(0.4 - 600 / (0.01 * 20 * 43_200), 5);
  });
});
