import { describe, expect, test } from 'vitest';
import { outcomes } from '../../core/drill/values.ts';
import type { Debrief } from '../../core/protocol/debrief.ts';
import { keepDraft, keptDraft, merged, saveStateOf } from './draft.ts';
import { marksOf, rowAt, shareOf, spanOf } from './scrubber.ts';
import { endOf, figuresOf, hopsWords, outcomeText, signalOf, trialWords } from './words.ts';

const debrief = (change: Partial<Debrief>): Debrief =>
  ({ milestones: {}, slos: [], ordersLost: 0, centsLost: 0, falseResolves: 0, liveAtMs: 10_000, endedAtMs: 110_000, ...change }) as Debrief;

test('[PB6] what was tried before a resolve held stands with its time, what was not with none', () => {
  const probes = [
    { probe: 'restart' as const, atMs: 85_000, result: 'passed' as const, words: 'Restart of fulfilment: passed, users stayed well' },
    { probe: 'replay' as const, atMs: null, result: 'not tried' as const, words: 'Trigger once more for 20 s: not tried' },
  ];
  expect(trialWords(debrief({ oracle: { words: 'The resolve held.', probes } }))).toEqual([
    '01:15 Restart of fulfilment: passed, users stayed well',
    'Trigger once more for 20 s: not tried',
  ]);
});

describe('figures', () => {
  test('count from what they say, and are a dash where something was not reached', () => {
    const figures = figuresOf(debrief({ milestones: { impact: 40_000, paged: 60_500, acknowledged: 63_500 }, ordersLost: 1200 }));
    expect(Object.fromEntries(figures.map(({ label, value }) => [label, value]))).toMatchObject({
      'to detect': '00:20',
      'to acknowledge': '00:03',
      'to mitigate': '–',
      'orders lost': '1\u202f200',
    });
  });

  test('of an optimisation drill are before, after and gain, and no clock of an incident', () => {
    const goal = {
      operation: 'browse' as const,
      percentile: 'p95' as const,
      wantedGain: 0.2,
      windowSeconds: 45,
      ratePerSecond: 300,
      baseline: { p95Ms: 41.2, requests: 900 },
      now: { p95Ms: 6.4, requests: 700 },
      gain: 0.845,
      sureGain: 0.845,
      isReached: true,
    };
    const figures = figuresOf(debrief({ goal }));
    expect(figures.map(({ label, value }) => `${label} ${value}`).slice(0, 5)).toEqual([
      'p95 before 41 ms',
      'p95 after 6.4 ms',
      'gain 85 %',
      'gain for sure 85 %',
      'orders lost 0',
    ]);
    expect(figures.some(({ value }) => value === '–')).toBe(false);
    expect(endOf(debrief({ goal, outcome: 'recovered' })).title).toBe('Goal reached');
    expect(endOf(debrief({ goal, outcome: 'lost' })).title).toBe('Goal missed');
    expect(endOf(debrief({ goal, outcome: 'aborted' })).title).toBe('Called off');
    expect(endOf(debrief({ goal: null, outcome: 'lost' }))).toEqual(outcomeText('lost'));
  });

  test('every outcome has a title of its own', () => {
    expect(new Set(outcomes.map((outcome) => outcomeText(outcome).title)).size).toBe(outcomes.length);
  });

  test('a diagnosis is told how near it came, and no more', () => {
    expect(hopsWords({ hops: 0, component: 'redis' }, 'redis')).toBe('the right component');
    expect(hopsWords({ hops: 1, component: 'catalog' }, 'redis')).toBe('right next to it');
    expect(hopsWords({ hops: 3, component: 'orders' }, 'redis')).toBe('3 links away');
    expect(hopsWords({ hops: null, component: 'none' }, 'redis')).toBe('something was wrong');
    expect(hopsWords({ hops: null, component: 'redis' }, 'none')).toBe('nothing was wrong there');
  });

  test('a signal has a title and a unit; shares are drawn in per cent', () => {
    expect(signalOf('link:catalog->redis|errors')).toEqual({ title: 'Errors of catalog->redis', unit: '%', times: 100 });
    expect(signalOf('slo:checkout-latency|bad')).toEqual({ title: 'Bad share of checkout-latency', unit: '%', times: 100 });
    expect(signalOf('service:orders|p99')).toEqual({ title: 'p99 of orders', unit: 'ms', times: 1 });
    expect(signalOf('slot:orders-1|loopBusy')).toMatchObject({ unit: '%', times: 100 });
    expect(signalOf('slot:orders-1|poolPending')).toMatchObject({ title: 'Connections of orders-1, waited for', unit: 'conn' });
  });
});

describe('the scrubber', () => {
  test('spans the live time, also of a drill that never went live', () => {
    expect(spanOf(debrief({}))).toEqual({ fromMs: 10_000, toMs: 110_000 });
    expect(spanOf(debrief({ liveAtMs: null, endedAtMs: 0 }))).toEqual({ fromMs: 0, toMs: 1000 });
    expect(shareOf({ fromMs: 10_000, toMs: 110_000 }, 60_000)).toBe(0.5);
  });

  test('names of milestones close to each other stand in different rows', () => {
    const reached = { impact: 40_000, paged: 41_000, acknowledged: 42_000, declared: 43_000, resolved: 100_000 };
    const marks = marksOf(debrief({ milestones: reached }), 0.1);
    expect(marks.map(({ row }) => row)).toEqual([0, 1, 2, 3, 0]);
    expect(marksOf(debrief({ milestones: reached }), 0.005).every(({ row }) => row === 0)).toBe(true);
    expect(marks.filter((mark) => mark.sealed).map(({ id }) => id)).toEqual(['impact']);
  });

  test('leads to the newest row of the story', () => {
    expect(rowAt([{ atMs: 0 }, { atMs: 5 }, { atMs: 9 }], 7)).toBe(1);
    expect(rowAt([{ atMs: 10 }], 7)).toBe(0);
  });
});

describe('editing the post-mortem', () => {
  test('the state of a text says what would be lost', () => {
    const state = { typed: 'a', saved: 'a', isSaving: false, conflict: false };
    expect(saveStateOf(state)).toBe('saved');
    expect(saveStateOf({ ...state, typed: 'b' })).toBe('unsaved');
    expect(saveStateOf({ ...state, typed: 'b', isSaving: true })).toBe('saving');
    expect(saveStateOf({ ...state, typed: 'b', conflict: true })).toBe('conflict');
  });

  test('a draft remembers the text it was begun on, so that a reload cannot hide a conflict', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    keepDraft('INC-1.impact.1', { text: 'mine', baseRevision: 3 }, storage);
    expect(keptDraft('INC-1.impact.1', storage)).toEqual({ text: 'mine', baseRevision: 3 });
    keepDraft('INC-1.impact.1', null, storage);
    expect(keptDraft('INC-1.impact.1', storage)).toBeNull();
    kept.set('brownout.draft.broken', '{');
    expect(keptDraft('broken', storage)).toBeNull();
  });

  test('keeping both texts loses neither and doubles nothing', () => {
    expect(merged('mine', 'theirs')).toBe('theirs\n\nmine');
    expect(merged('mine', 'theirs and mine')).toBe('theirs and mine');
    expect(merged('all of theirs', 'theirs')).toBe('all of theirs');
  });
});
