import { describe, expect, test } from 'vitest';
import type { GoalView } from '../../core/protocol/goal-view.ts';
import { gainWords, goalState, trackOf } from './goal-words.ts';

const goal = (change: Partial<GoalView>): GoalView => ({
  operation: 'browse',
  percentile: 'p95',
  wantedGain: 0.2,
  windowSeconds: 45,
  ratePerSecond: 300,
  baseline: { p95Ms: 40, requests: 900 },
  now: { p95Ms: 38, requests: 700 },
  gain: 0.05,
  isReached: false,
  ...change,
});

describe('the goal in words', () => {
  test('a gain is whole per cent, a loss keeps its sign, and what cannot be said is a dash', () => {
    expect([0.204, 0, -0.12, null].map(gainWords)).toEqual(['20 %', '0 %', '−12 %', '–']);
  });

  test('it is measured first, then not reached, then reached', () => {
    const states = [{ baseline: null, now: null }, { now: null }, {}, { isReached: true }].map((change) => goalState(goal(change)).title);
    expect(states).toEqual(['measuring', 'measuring', 'not reached', 'reached']);
  });

  test('goal, baseline and now lie on one scale, also when it has become slower', () => {
    expect(trackOf(goal({ baseline: null }))).toBeNull();
    const track = (p95Ms: number) => {
      const { baseline, wanted, now } = trackOf(goal({ now: { p95Ms, requests: 700 } })) ?? { baseline: Number.NaN, wanted: 0, now: 0 };
      return { now, ofBaseline: [wanted / baseline, now / baseline] };
    };
    expect(track(10).ofBaseline).toEqual([expect.closeTo(0.8), expect.closeTo(0.25)]);
    expect(track(80).ofBaseline).toEqual([expect.closeTo(0.8), expect.closeTo(2)]);
    expect(track(80).now).toBeLessThanOrEqual(1);
  });
});
