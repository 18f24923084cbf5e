import { describe, expect, it } from 'vitest';
import type { DrillEvent, EventData, EventType } from '../drill/events.ts';
import type { SampleCounts } from '../drill/values.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { badShareBetween, baselineOf, liveSamples, ordersLost, sloFigures } from './figures.ts';

const slo: SloPlan = { name: 'a', displayName: 'A', journey: 'browse', sli: 'latency', thresholdMs: 300, objective: 0.99 };

function log(): { events: DrillEvent[]; add: <T extends EventType>(atMs: number, type: T, data: EventData[T]) => void } {
  const events: DrillEvent[] = [];
  const add = <T extends EventType>(atMs: number, type: T, data: EventData[T]): void => {
    const actor = { kind: 'system', id: 'system', name: 'system' } as const;
    const envelope = {
      drillId: 'INC-0001',
      seq: events.length + 1,
      atMs,
      observedAtMs: atMs,
      v: 1,
      actor,
      commandId: `c${events.length}`,
      causeSeq: null,
    };
    events.push({ ...envelope, type, data } as unknown as DrillEvent);
  };
  return { events, add };
}

/** 15 s of baseline at 100/s, then the live seconds given. */
function drill(live: SampleCounts[], pausedAt: number[] = []): DrillEvent[] {
  const { events, add } = log();
  const sample = (second: number, counts: SampleCounts, paused = false): void =>
    add(second * 1000, 'sliSampled', {
      second,
      paused,
      ledger: { a: counts },
      observed: {},
      asked: 100,
      sent: 100,
      ordersLost: counts.bad > 50 ? 2 : 0,
      centsLost: counts.bad > 50 ? 500 : 0,
      signals: {},
    });
  add(0, 'phaseChanged', { from: 'lobby', to: 'baseline', reason: '' });
  for (let second = 1; second <= 15; second += 1) sample(second, { good: 99, bad: 1 });
  add(15_000, 'phaseChanged', { from: 'baseline', to: 'live', reason: '' });
  live.forEach((counts, index) => sample(16 + index, counts, pausedAt.includes(index)));
  add(999_000, 'phaseChanged', { from: 'live', to: 'debrief', reason: '' });
  sample(1000, { good: 0, bad: 100 });
  return events;
}

const fill = (count: number, counts: SampleCounts): SampleCounts[] => Array.from({ length: count }, () => counts);

describe('figures', () => {
  it('count from the live start to the end, without baseline, pauses and what comes after', () => {
    const events = drill([...fill(10, { good: 100, bad: 0 }), ...fill(5, { good: 40, bad: 60 }), { good: 0, bad: 100 }], [15]);
    expect(liveSamples(events)).toHaveLength(15);
    expect(sloFigures(events, [slo])[0]).toMatchObject({ good: 1200, bad: 300, goodShare: 0.8 });
    expect(ordersLost(events)).toEqual({ orders: 10, cents: 2500 });
  });

  it('know the baseline from the seconds before the live start', () => {
    expect(baselineOf(drill([]), [slo])).toEqual({ a: { badShare: 0.01, eventsPerSecond: 100 } });
  });

  it('measure the budget in full outage: 43.2 s of it burn a tenth', () => {
    const events = drill(fill(432, { good: 90, bad: 10 }));
    expect(sloFigures(events, [slo])[0]?.budgetBurned).toBeCloseTo(0.1, 9);
  });

  it('count the minutes users felt, and no ordinary noise', () => {
    const noise = Array.from({ length: 60 }, (_, second) => ({ good: 60, bad: second % 7 === 0 ? 1 : 0 }));
    expect(sloFigures(drill(noise), [slo])[0]?.badMinutes).toBe(0);
    const outage = [...fill(20, { good: 60, bad: 0 }), ...fill(30, { good: 20, bad: 40 }), ...fill(20, { good: 60, bad: 0 })];
    expect((sloFigures(drill(outage), [slo])[0]?.badMinutes ?? 0) * 60).toBeCloseTo(34, 5);
  });

  it('have no share where there was nothing', () => {
    expect(sloFigures(drill([]), [slo])[0]).toMatchObject({ good: 0, bad: 0, goodShare: null, badMinutes: 0 });
    expect(badShareBetween(liveSamples(drill([])), 'a', { fromMs: 0, toMs: 1e9 })).toBeNull();
  });

  it('compare spans: the second that closes at the start is outside, the one at the end inside', () => {
    const samples = liveSamples(
      drill([
        { good: 0, bad: 100 },
        { good: 50, bad: 50 },
        { good: 100, bad: 0 },
      ]),
    );
    expect(badShareBetween(samples, 'a', { fromMs: 16_000, toMs: 18_000 })).toBe(0.25);
  });
});
