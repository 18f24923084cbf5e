import { describe, expect, it } from 'vitest';
import { planOf } from '../core/drill/plan.fixture.ts';
import { healthy, type Simulation, simulate, slowPages } from '../core/drill/simulation.fixture.ts';
import { detectionSeconds, theoreticalPageMs } from './theory.ts';

const plan = planOf();

function liveDrill(): Simulation {
  const drill = simulate(plan);
  drill.goLive();
  drill.play(20, healthy);
  return drill;
}

const pagedMs = ({ events }: Simulation): number | undefined =>
  events.find(({ type, data }) => type === 'milestoneReached' && 'milestone' in data && data.milestone === 'paged')?.atMs;

describe('theory of a page', () => {
  it('is when the condition is there: where telemetry is perfect, nothing lies between it and the page', () => {
    const drill = liveDrill();
    drill.play(60, slowPages);
    expect(theoreticalPageMs(drill.events, plan.slos)).toBe(pagedMs(drill));
  });

  it('does not wait for telemetry that is late, so the difference is the overhead', () => {
    const drill = liveDrill();
    drill.play(20, { ...slowPages, telemetry: false });
    drill.play(60, slowPages);
    const theoryMs = theoreticalPageMs(drill.events, plan.slos) ?? Number.NaN;
    expect(pagedMs(drill)).toBeGreaterThan(theoryMs + 1000);
    // The ledger burned before any telemetry came.
    expect(theoryMs).toBeLessThan(50_000);
  });

  it('is null while users are well', () => {
    const drill = liveDrill();
    drill.play(30, healthy);
    expect(theoreticalPageMs(drill.events, plan.slos)).toBeNull();
  });
});

describe('the formula of the SRE workbook', () => {
  it('gives its own examples, with windows divided by 60', () => {
    expect(detectionSeconds({ windowSeconds: 60, burnRate: 14.4, objective: 0.99 }, 1)).toBeCloseTo(8.64);
    expect(detectionSeconds({ windowSeconds: 60, burnRate: 14.4, objective: 0.999 }, 0.05)).toBeCloseTo(17.28);
  });

  it('never fires below the share that the burn rate needs', () => {
    expect(detectionSeconds({ windowSeconds: 60, burnRate: 14.4, objective: 0.99 }, 0.14)).toBe(Number.POSITIVE_INFINITY);
  });
});
