import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drillViewSchema, timelineEntrySchema } from '../protocol/drill-view.ts';
import type { Plan } from '../scenario/plan.ts';
import { ceoMessage, decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { anySteps, propertyOptions, propertyTimeout, take } from './random-drill.fixture.ts';
import { ana, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const sealed = 'SEALED';

/** Every sealed field carries the sentinel. Words of the script are sealed until they are spoken, so they sit in the drawer. */
function sealedPlan(): Plan {
  const words = (name: string): string => `${sealed} ${name}`;
  return planOf({
    hash: words('hash'),
    scenarioId: words('scenario'),
    title: words('title'),
    capabilities: [words('capability')],
    script: [
      decoyRelease,
      { ...primaryFault, label: words('label') },
      { ...ceoMessage },
      { ...ceoMessage, id: words('id'), drawer: true, due: { atMs: 0 }, text: words('message'), from: words('from') },
      { ...primaryFault, id: 'extra', primary: false, drawer: true, due: { atMs: 0 }, label: words('drawer') },
    ],
    truth: {
      trigger: { component: words('component'), mechanism: words('mechanism'), since: 'f1', why: words('why'), owner: words('owner') },
      conditions: [words('condition')],
      detectionGap: words('gap'),
      propagation: [{ from: words('from'), to: words('to'), effect: words('effect') }],
      accepted: [{ control: 'cache.bypass', target: 'catalog' }],
      partial: [{ control: words('partial') }],
      harmful: [{ control: words('harmful') }],
      decoys: [words('decoy')],
      owners: [{ owner: 'platform', reply: words('reply'), endsFault: 'f1', afterMs: 20_000 }],
    },
    hints: [
      { costPercent: 5, text: 'Look twice.' },
      { costPercent: 10, text: words('hint') },
    ],
    forbidden: [{ control: words('forbidden'), says: words('says') }],
    responders: { expert: [{ do: 'note', text: words('expert') }] },
    debrief: [words('question')],
    inspiredBy: words('link'),
    timeboxMs: 300_000,
  });
}

/** The same drill in public; nothing of the truth is the same. */
function otherTruth(): Plan {
  const plan = sealedPlan();
  return {
    ...plan,
    title: 'Other title',
    capabilities: [],
    truth: {
      trigger: { component: 'orders', mechanism: 'release', since: 'i2', why: 'a bug', owner: 'checkout' },
      conditions: [],
      detectionGap: '',
      propagation: [],
      accepted: [{ control: 'service.restart' }],
      partial: [{ control: 'service.rollback', target: 'orders' }],
      harmful: [{ control: 'cache.bypass' }],
      decoys: [],
      owners: [],
    },
    oracle: { ...plan.oracle, minTrafficShare: 0.1 },
    expect: { ...plan.expect, slo: 'browse-latency' },
    debrief: [],
    inspiredBy: '',
  };
}

const isSealed = (sim: Simulation): boolean => sim.state.ending === null;

it(
  'SE1 no view before debrief holds anything sealed, whatever is played',
  () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const sim = simulate(sealedPlan());
        sim.sandbox = () => ({ ok: true, did: [`${sealed} toxic on catalog->redis`] });
        sim.goLive();
        for (const step of steps) {
          take(sim, step.kind === 'sandbox' ? { kind: 'wait', ms: 10 } : step);
          if (!isSealed(sim)) return;
          const view = viewOf(sim.state, sim.nowMs);
          expect(drillViewSchema.parse(view)).toEqual(view);
          expect(JSON.stringify(view)).not.toContain(sealed);
          for (const entry of sim.state.timeline) expect(timelineEntrySchema.parse(entry)).toEqual(entry);
          expect(JSON.stringify(sim.state.timeline)).not.toContain(sealed);
          for (const milestone of ['impact', 'causeRemoved', 'recovered']) expect(view.milestones).not.toHaveProperty(milestone);
        }
      }),
      propertyOptions,
    );
  },
  propertyTimeout,
);

it(
  'SE2 two plans that differ only in their truth give byte-equal views',
  () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const [one, other] = [simulate(sealedPlan()), simulate(otherTruth())];
        one.goLive();
        other.goLive();
        for (const step of steps) {
          take(one, step);
          take(other, step);
          if (!isSealed(one) || !isSealed(other)) return;
          expect(JSON.stringify(viewOf(one.state, one.nowMs))).toBe(JSON.stringify(viewOf(other.state, other.nowMs)));
          expect(JSON.stringify(one.state.timeline)).toBe(JSON.stringify(other.state.timeline));
        }
      }),
      propertyOptions,
    );
  },
  propertyTimeout,
);

it('SE2 that covers the moment a right answer lands: the truth is confirmed by nothing', () => {
  const views = [sealedPlan(), otherTruth()].map((plan) => {
    const sim = simulate(plan);
    sim.goLive();
    sim.play(30);
    sim.play(20, slowPages);
    sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor: ana });
    sim.play(6, slowPages);
    return {
      causeRemoved: sim.state.milestones.causeRemoved,
      seq: sim.state.seq,
      view: viewOf(sim.state, sim.nowMs),
      timeline: sim.state.timeline,
    };
  });
  expect(views[0]?.causeRemoved).toBe(65_000);
  expect(views[1]?.causeRemoved).toBeUndefined();
  expect(views[0]?.seq).not.toBe(views[1]?.seq);
  expect(JSON.stringify(views[0]?.view)).toBe(JSON.stringify(views[1]?.view));
  expect(JSON.stringify(views[0]?.timeline)).toBe(JSON.stringify(views[1]?.timeline));
});

it('SE3 what an owner says is sealed until they say it', () => {
  const sim = simulate(sealedPlan());
  sim.goLive();
  sim.play(30);
  sim.play(10, slowPages);
  sim.send('runControl', { control: 'owner.page', target: 'platform', parameters: {} }, { actor: ana });
  sim.play(19, slowPages);
  expect(JSON.stringify([viewOf(sim.state, sim.nowMs), sim.state.timeline])).not.toContain(sealed);
  sim.play(1);
  expect(sim.state.timeline.at(-1)).toMatchObject({ kind: 'message', from: 'platform', text: 'SEALED reply' });
});

it('SE4 the position in a view counts public events only, and ids have no gaps', () => {
  const sim = simulate(sealedPlan());
  sim.goLive();
  const before = viewOf(sim.state, sim.nowMs).seq;
  sim.play(1);
  const perSecond = viewOf(sim.state, sim.nowMs).seq - before;
  expect(perSecond).toBe(1);
  const atInjection = viewOf(sim.state, sim.nowMs).seq;
  sim.wait(29_000);
  const types = sim.events.filter(({ atMs }) => atMs > 11_000).map(({ type }) => type);
  expect(types).toEqual(['injectFired', 'changeLogged', 'injectFired', 'faultRequested', 'faultApplied']);
  expect(viewOf(sim.state, sim.nowMs).seq).toBe(atInjection + 1);
});

it('SE5 the end opens the verdict; sealed milestones are for the debrief, which waits for a diagnosis', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(20, slowPages);
  expect(viewOf(sim.state, sim.nowMs).ending).toBeNull();
  sim.send('endAndDebrief', { reason: 'lunch' });
  expect(sim.state.milestones).toMatchObject({ impact: 40_000 });
  expect(viewOf(sim.state, sim.nowMs)).toMatchObject({
    phase: 'debrief',
    status: 'ended',
    milestones: {},
    ending: { outcome: 'lost', reason: 'lunch', falseResolves: 0 },
  });
  expect(viewOf(sim.state, sim.nowMs).milestones).not.toHaveProperty('impact');
});

it('SE6 the SLO list shows telemetry, not the ledger', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  const before = viewOf(sim.state, sim.nowMs).slos;
  sim.play(20, { ...slowPages, telemetry: false });
  expect(before[0]).toMatchObject({ goodShare: 1, budgetLeft: 1, burnRate: 0 });
  expect(viewOf(sim.state, sim.nowMs).slos[0]).toMatchObject({ goodShare: 1, budgetLeft: 1, burnRate: 0 });
  sim.play(10, slowPages);
  const after = viewOf(sim.state, sim.nowMs).slos[0];
  expect(after?.goodShare).toBeLessThan(0.9);
  expect(after?.budgetLeft).toBeLessThan(1);
  expect(after?.burnRate).toBeGreaterThan(1);
});
