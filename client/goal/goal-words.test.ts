import { describe, expect, test } from 'vitest';
import type { GoalView } from '../../core/protocol/goal-view.ts';
import { gainWords, goalState, preciseMs, sureGainWords, trackOf } from './goal-words.ts';

const goal = (change: Partial<GoalView>): GoalView => ({
  operation: 'browse',
  percentile: 'p95',
  wantedGain: 0.2,
  windowSeconds: 45,
  ratePerSecond: 300,
  baseline: { p95Ms: 40, requests: 900 },
  now: { p95Ms: 38, requests: 700 },
  gain: 0.05,
  sureGain: 0.05,
  isReached: false,
  ...change,
});

describe('the goal in words', () => {
  test('a gain is whole per cent, a loss keeps its sign, and what cannot be said is a dash', () => {
    expect([0.204, 0, -0.12, null].map(gainWords)).toEqual(['20 %', '0 %', '−12 %', '–']);
    expect([0.114, -0.3, null].map(sureGainWords)).toEqual(['11 %', '0 %', '–']);
    expect([6.42, 41.2, 1343, null].map(preciseMs)).toEqual(['6.4 ms', '41 ms', '1343 ms', '–']);
  });

  test('while the baseline is recorded it says what for', () => {
    const measuring = goal({ baseline: null, now: null });
    expect(goalState(measuring, '34 of 90 seconds measured').says).toContain('So far: 34 of 90 seconds measured.');
    expect(goalState(measuring).says).not.toContain('So far');
  });

  test('it is measured first, then not reached, then reached', () => {
    const states = [{ baseline: null, now: null }, { now: null }, {}, { isReached: true }].map((change) => goalState(goal(change)).title);
    expect(states).toEqual(['measuring', 'measuring', 'not reached', 'reached']);
  });

  test('what is not reached says why: chance, failures, or only that it takes its time', () => {
    const says = (change: Partial<GoalView>): string => goalState(goal(change)).says;
    expect(says({ gain: 0.25, sureGain: 0.1 })).toContain('Of 700 requests part of it may be chance: what counts');
    const uneven = { now: { p95Ms: 30, requests: 700, dispersion: 6.1 } };
    expect(says({ gain: 0.25, sureGain: 0.1, ...uneven })).toContain('chance, and the slow ones come in bursts: what counts');
    expect(says({ gain: 0.3, sureGain: 0.24 })).toContain('failed');
    expect(says({})).toContain('45 s');
  });

  test('goal, baseline and now lie on one scale, also when it has become slower', () => {
    const nothing = { baseline: 0, wanted: 0, now: 0 };
    const track = (p95Ms: number) => trackOf(goal({ now: { p95Ms, requests: 700 } })) ?? nothing;
    const [faster, slower] = [track(10), track(80)];
    expect(trackOf(goal({ baseline: null }))).toBeNull();
    expect(faster.now).toBeCloseTo(0.25 * faster.baseline);
    expect(faster.wanted).toBeCloseTo(0.8 * faster.baseline);
    expect(slower.now).toBeLessThanOrEqual(1);
    expect(slower.baseline).toBeCloseTo(0.5 * slower.now);
  });
});
