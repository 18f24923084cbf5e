import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ScriptItem } from '../scenario/plan.ts';
import type { DrillEvent } from './events.ts';
import { replay } from './evolve.ts';
import { nextDueMs } from './next-due.ts';
import { ceoMessage, decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { anySteps, propertyOptions, propertyTimeout, type Step, take } from './random-drill.fixture.ts';
import { type Simulation, simulate } from './simulation.fixture.ts';

const canary: ScriptItem = {
  ...decoyRelease,
  id: 'canary',
  due: { atMs: 12_000 },
  change: { ...decoyRelease.change, operation: { kind: 'canary', service: 'orders', version: '3.8.1', weight: 0.1 } },
};

const plan = planOf({
  controls: [
    ...planOf().controls,
    { control: 'canary.abort', targets: ['orders'] },
    { control: 'canary.promote', targets: ['orders'] },
    { control: 'consumer.pause', targets: ['fulfilment'] },
    { control: 'consumer.resume', targets: ['fulfilment'] },
    { control: 'alert.silence', targets: ['alerts'] },
  ],
  script: [
    canary,
    decoyRelease,
    primaryFault,
    ceoMessage,
    { ...primaryFault, id: 'f2', primary: false, due: { atMs: 50_000 }, endsAfterMs: 25_300 },
    { ...ceoMessage, id: 'i3', due: { atMs: 61_234 } },
    { ...ceoMessage, id: 'extra', drawer: true, due: { atMs: 0 } },
    { ...ceoMessage, id: 'i4', due: { when: { any: [{ fact: 'declared' }, { fact: 'noUpdate', forMs: 30_000 }] }, delayMs: 3_210 } },
    { ...ceoMessage, id: 'i5', due: { when: { fact: 'ended', injectId: 'f2' }, delayMs: 0 }, unless: { fact: 'acknowledged' } },
  ],
  hints: [{ costPercent: 5, text: 'Look twice.' }],
  oracle: {
    holdMs: 60_000,
    minTrafficShare: 0.95,
    invariants: ['services-up', 'traffic-back', 'pages-heard', 'nothing-left-on', 'safe-policies', 'records-kept'],
    waveAmplitude: 0.2,
    restartProbe: 'orders',
    replay: { faultId: 'f2', forMs: 7_300 },
  },
  timeboxMs: 400_000,
});

function play(steps: readonly Step[]): Simulation {
  const sim = simulate(plan);
  sim.goLive();
  for (const step of steps) take(sim, step);
  return sim;
}

const withoutCommand = ({ commandId: _commandId, ...event }: DrillEvent) => event;

it(
  'CL1 one jump of 1000 ms and a thousand steps of 1 ms write the same log',
  () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 0, max: 40_000 }), (steps, startMs) => {
        const logs = [1_000, 1].map((stepMs) => {
          const sim = play(steps);
          // Time between the effects' reports: what the sandbox says would arrive at another time in each run.
          sim.sandbox = () => 'silent';
          if (sim.state.phase === 'live') sim.wait(startMs);
          for (let passedMs = 0; passedMs < 1_000; passedMs += stepMs) {
            if (sim.state.phase === 'live') sim.wait(stepMs);
          }
          return sim.events.map(withoutCommand);
        });
        expect(logs[1]).toEqual(logs[0]);
      }),
      { ...propertyOptions, numRuns: 15 },
    );
  },
  propertyTimeout,
);

it('CL1 it holds across everything that can be due', () => {
  const run = (stepMs: number): unknown[] => {
    const sim = simulate(plan);
    sim.goLive();
    sim.send('runControl', { control: 'owner.page', target: 'storefront', parameters: {} });
    sim.send('runControl', { control: 'service.restart', target: 'orders', parameters: {} });
    const silence = { alert: 'browse-latency.page', reason: 'known and worked on', minutes: 1 };
    sim.send('runControl', { control: 'alert.silence', target: 'alerts', parameters: silence });
    sim.play(31);
    sim.play(20, { browseBad: 1 });
    sim.send('resolve', { summary: 'early' });
    sim.sandbox = () => 'silent';
    for (let passedMs = 0; passedMs < 400_000; passedMs += stepMs) if (sim.state.phase === 'live') sim.wait(stepMs);
    return sim.events.map(withoutCommand);
  };
  const types = run(400_000).map((event) => (event as DrillEvent).type);
  expect(types).toEqual(
    expect.arrayContaining([
      'injectFired',
      'controlStarted',
      'silenceEnded',
      'ownerReplied',
      'faultEnded',
      'incidentReopened',
      'drillEnded',
    ]),
  );
  for (const stepMs of [250, 1_000, 7_777]) expect(run(stepMs)).toEqual(run(400_000));
});

it(
  'CL2 times never go back, positions have no gap, and causes lie before',
  () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        let atMs = 0;
        play(steps).events.forEach((event, index) => {
          expect(event.seq).toBe(index + 1);
          expect(event.atMs).toBeGreaterThanOrEqual(atMs);
          if (event.causeSeq !== null) expect(event.causeSeq).toBeLessThan(event.seq);
          atMs = event.atMs;
        });
      }),
      propertyOptions,
    );
  },
  propertyTimeout,
);

it(
  'CL3 replaying the log gives the state of live play, as plain JSON, and every beginning of it replays',
  () => {
    fc.assert(
      fc.property(anySteps, fc.nat(), (steps, cut) => {
        const sim = play(steps);
        expect(replay(plan, sim.events)).toEqual(sim.state);
        expect(JSON.parse(JSON.stringify(sim.state))).toEqual(sim.state);
        const length = cut % (sim.events.length + 1);
        expect(replay(plan, sim.events.slice(0, length)).seq).toBe(length);
      }),
      propertyOptions,
    );
  },
  propertyTimeout,
);

it(
  'CL4 after a command nothing is overdue, and nothing is due while the game clock stands',
  () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const sim = simulate(plan);
        sim.goLive();
        for (const step of steps) {
          take(sim, step);
          sim.send('advance', {});
          const dueMs = nextDueMs(sim.state);
          if (sim.state.phase !== 'live') expect(dueMs).toBeNull();
          else expect(dueMs).toBeGreaterThan(sim.nowMs);
        }
      }),
      propertyOptions,
    );
  },
  propertyTimeout,
);

it(
  'EF4 the newest reconcile always carries the list of the state',
  () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const sim = simulate(plan);
        sim.goLive();
        for (const step of steps) {
          take(sim, step);
          const newest = sim.effects.findLast(({ type }) => type !== 'perform');
          if (newest?.type === 'reconcile') expect(newest.operations).toEqual(sim.state.standing);
        }
      }),
      propertyOptions,
    );
  },
  propertyTimeout,
);

it('CL5 a log with a gap is refused', () => {
  const sim = play([]);
  expect(() =>
    replay(
      plan,
      sim.events.filter(({ seq }) => seq !== 3),
    ),
  ).toThrow('the log has a gap');
});
