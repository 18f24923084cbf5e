import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deskSchema } from '../protocol/desk.ts';
import { deskOf } from './desk.ts';
import { ceoMessage, decoyRelease, planOf, primaryFault, quietPlanOf } from './plan.fixture.ts';
import { anySteps, propertyOptions, propertyTimeout, take } from './random-drill.fixture.ts';
import { ana, facilitator, room, type Simulation, simulate, slowPages } from './simulation.fixture.ts';

const extra = { ...primaryFault, id: 'extra', primary: false, drawer: true, due: { atMs: 0 } };
const plan = planOf({ script: [decoyRelease, primaryFault, ceoMessage, extra] });
const asFacilitator = { actor: facilitator };
const desk = (sim: Simulation) => deskOf(sim.state, ['p-1']);
const item = (sim: Simulation, id: string) => desk(sim).script.find(({ injectId }) => injectId === id);

describe('script', () => {
  it('DK1 before the clock runs everything is next, and says what it waits for', () => {
    const sim = simulate(plan);
    sim.send('open', { ...room, plan });
    expect(desk(sim).script).toEqual([
      {
        injectId: 'i2',
        kind: 'change',
        label: 'deploy of orders: orders 3.8.1 released',
        detail: 'change log, by ci; really done',
        drawer: false,
        state: 'next',
        dueAtMs: null,
        waitsFor: 'the start of the clock, then 0:20',
        firedAtMs: null,
      },
      {
        injectId: 'f1',
        kind: 'fault',
        label: 'latency on catalog->redis (the cause)',
        detail: 'latency 900 ms, jitter 300 ms, on answers',
        drawer: false,
        state: 'next',
        dueAtMs: null,
        waitsFor: 'the start of the clock, then 0:30',
        firedAtMs: null,
      },
      {
        injectId: 'i1',
        kind: 'message',
        label: 'CEO: What is going on?',
        detail: 'incident channel: What is going on?',
        drawer: false,
        state: 'next',
        dueAtMs: null,
        waitsFor: 'the first page, then 0:05',
        firedAtMs: null,
      },
      {
        injectId: 'extra',
        kind: 'fault',
        label: 'latency on catalog->redis',
        detail: 'latency 900 ms, jitter 300 ms, on answers',
        drawer: true,
        state: 'next',
        dueAtMs: null,
        waitsFor: null,
        firedAtMs: null,
      },
    ]);
  });

  it('DK2 once live, due times are game times, so a pause moves none of them', () => {
    const sim = simulate(plan);
    sim.goLive();
    expect([item(sim, 'i2')?.dueAtMs, item(sim, 'f1')?.dueAtMs, item(sim, 'i1')?.dueAtMs]).toEqual([30_000, 40_000, null]);
    sim.send('pause', { reason: 'talk' }, asFacilitator);
    expect(item(sim, 'f1')).toMatchObject({ dueAtMs: 40_000, waitsFor: null });
  });

  it('DK3 after the first page what waited for it has a time; what was fired or skipped has an end', () => {
    const sim = simulate(plan);
    sim.goLive();
    sim.send('skipInject', { injectId: 'i2' }, asFacilitator);
    sim.send('fireInject', { injectId: 'extra' }, asFacilitator);
    sim.play(30);
    while (sim.state.milestones.paged === undefined) sim.play(1, slowPages);
    expect(item(sim, 'i1')).toMatchObject({ dueAtMs: (sim.state.milestones.paged ?? 0) + 5_000, waitsFor: null });
    expect(item(sim, 'i2')).toMatchObject({ state: 'skipped', dueAtMs: null, waitsFor: null, firedAtMs: null });
    expect(item(sim, 'extra')).toMatchObject({ state: 'fired', firedAtMs: 10_000 });
    expect(item(sim, 'f1')).toMatchObject({ state: 'fired', dueAtMs: null, firedAtMs: 40_000 });
  });
});

describe('faults', () => {
  it('DK4 requested, applied, felt, ended', () => {
    const sim = simulate(plan);
    sim.goLive();
    sim.sandbox = () => 'silent';
    sim.play(30);
    const states = [desk(sim).faults.find(({ faultId }) => faultId === 'f1')];
    const asked = sim.effects.at(-1)?.effectId ?? '';
    sim.send('reportEffect', { effectId: asked, ok: true, did: [], tookMs: 0, message: '' });
    states.push(desk(sim).faults.at(-1));
    sim.play(10, slowPages);
    states.push(desk(sim).faults.at(-1));
    sim.send('endFault', { faultId: 'f1' }, asFacilitator);
    states.push(desk(sim).faults.at(-1));
    expect(states.map((fault) => fault?.state)).toEqual(['requested', 'applied', 'felt', 'ended']);
    expect(states.at(-1)).toEqual({
      faultId: 'f1',
      label: 'latency on catalog->redis: latency 900 ms, jitter 300 ms, on answers',
      component: 'catalog->redis',
      state: 'ended',
      appliedAtMs: 40_000,
    });
  });

  it('DK4 failed, and ended as soon as the drill is', () => {
    const sim = simulate(plan);
    sim.goLive();
    const inject = (target: string) =>
      sim.send('injectFault', { fault: 'hook-busy', target, parameters: {}, endsAfterSeconds: null }, asFacilitator);
    inject('catalog');
    sim.sandbox = (effect) => ({ ok: effect.type !== 'reconcile' || effect.operations.length < 2, message: 'busy' });
    inject('orders');
    expect(desk(sim).faults.map(({ state }) => state)).toEqual(['applied', 'failed']);
    sim.sandbox = () => 'silent';
    sim.send('abort', { reason: 'stop' }, asFacilitator);
    expect(desk(sim).faults.map(({ state }) => state)).toEqual(['ended', 'failed']);
  });
});

describe('users', () => {
  it('DK5 the ledger counts, not telemetry: over the last 10 s and since the live start', () => {
    const sim = simulate(plan);
    sim.goLive();
    sim.play(30);
    sim.play(5, { ...slowPages, telemetry: false });
    expect(desk(sim).ledger[0]).toEqual({
      slo: 'browse-latency',
      displayName: 'Product pages are fast',
      objective: 0.99,
      badShareNow: 0.25,
      bad: 150,
      total: 2100,
    });
    sim.play(10);
    expect(desk(sim).ledger[0]).toMatchObject({ badShareNow: 0, bad: 150 });
    expect(desk(sim).milestones.impact).toBe(40_000);
  });

  it('DK5 in the lobby nothing is known, in the baseline the newest seconds are', () => {
    const sim = simulate(plan);
    sim.send('open', { ...room, plan });
    expect(desk(sim).ledger[0]).toMatchObject({ badShareNow: null, bad: 0, total: 0 });
    sim.send('start', {});
    sim.play(5, slowPages);
    expect(desk(sim).ledger[0]).toMatchObject({ badShareNow: 0.5, bad: 0, total: 0 });
  });
});

describe('users over time', () => {
  it('DK9 is the ledger again: bad share of the 10 s before each moment, on the game clock', () => {
    const sim = simulate(plan);
    sim.goLive();
    sim.play(20);
    sim.play(10, { ...slowPages, telemetry: false });
    const { atMs, badShare } = desk(sim).ledgerOverTime;
    expect(atMs).toEqual(Array.from({ length: 15 }, (_, n) => 11_000 + 2000 * n));
    expect(badShare['browse-latency']?.slice(-6)).toEqual([0, 0.05, 0.15, 0.25, 0.35, 0.45]);
    expect(badShare['checkout-availability']?.every((share) => share === 0)).toBe(true);
  });

  it('DK9 holds ten minutes, and a moment keeps its value', () => {
    const sim = simulate({ ...quietPlanOf(), timeboxMs: 3_600_000 });
    sim.goLive();
    sim.play(200);
    sim.play(20, slowPages);
    const early = desk(sim).ledgerOverTime;
    sim.play(450);
    const late = desk(sim).ledgerOverTime;
    expect(late.atMs).toHaveLength(300);
    const at = (series: typeof early, ms: number) => series.badShare['browse-latency']?.[series.atMs.indexOf(ms)];
    expect(at(early, 221_000)).toBeGreaterThan(0.3);
    expect(at(late, 221_000)).toBe(at(early, 221_000));
  });
});

describe('pod', () => {
  it('DK6 the stuck timer counts from what the pod does and says; coming in and sitting down is neither', () => {
    const sim = simulate(plan);
    sim.goLive();
    sim.send('join', { playerId: 'p-1', name: 'Ana' }, { actor: ana });
    sim.send('takeSeat', { role: 'operations' }, { actor: ana });
    sim.send('injectMessage', { channel: 'incident', from: 'CEO', text: 'Well?' }, asFacilitator);
    expect(desk(sim)).toMatchObject({
      lastPodActMs: null,
      lastPodAct: null,
      players: [{ playerId: 'p-1', online: true, lastActMs: null }],
    });
    sim.wait(5_000);
    sim.send('runControl', { control: 'service.restart', target: 'catalog', parameters: {} }, { actor: ana });
    sim.wait(15_000);
    expect(desk(sim)).toMatchObject({ lastPodActMs: 15_000, players: [{ lastActMs: 15_000 }] });
    expect(desk(sim).lastPodAct).toMatch(/^Ana: Restart.* \(catalog\): asked for/);
    sim.send('postNote', { text: 'no better' }, { actor: ana });
    expect(desk(sim)).toMatchObject({ lastPodActMs: 30_000, lastPodAct: 'Ana: no better' });
  });

  it('DK7 notes, truth and sheet are there, in words', () => {
    const sim = simulate(planOf({ truth: { ...plan.truth, partial: [{ control: 'cache.bypass', atMost: { limitPerSecond: 30 } }] } }));
    sim.goLive();
    sim.send('addFacilitatorNote', { text: 'they look at logs' }, asFacilitator);
    expect(desk(sim)).toMatchObject({
      notes: [{ noteId: 'note-1', atMs: 10_000, text: 'they look at logs' }],
      sheet: plan.sheet,
      truth: {
        component: 'catalog->redis',
        accepted: [expect.stringMatching(/\(catalog\)$/)],
        partial: [expect.stringMatching(/: limitPerSecond 30 or less$/)],
        decoys: ['orders 3.8.1'],
      },
    });
  });
});

it(
  'DK8 whatever is played, the desk is what the wire expects',
  () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const sim = simulate(plan);
        sim.goLive();
        for (const step of steps) {
          take(sim, step);
          expect(deskSchema.parse(desk(sim))).toEqual(desk(sim));
        }
      }),
      { ...propertyOptions, numRuns: 15 },
    );
  },
  propertyTimeout,
);
