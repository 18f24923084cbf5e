import { expect, test } from 'vitest';
import type { SloPair } from '../../../core/protocol/slos.ts';
import { budgetWords, ruleWords, runbookOf, segmentsOf, stateWords } from './slo-words.ts';

const window = (seconds: number, burnRate: number) => ({ seconds, burnRate, good: 90, bad: 10 });
const pair = (long: number, short: number, change: Partial<SloPair> = {}): SloPair => ({
  severity: 'page',
  threshold: 14.4,
  long: window(60, long),
  short: window(15, short),
  production: '14.4x over 1 h and 5 min',
  over: false,
  tooFew: false,
  ...change,
});
const fewest = { bad: 5, events: 50 };

test('[SP1] the rule of a burn-rate alert is said with its windows, its rate and the share of events it means', () => {
  expect(ruleWords(pair(0, 0), 0.99)).toBe(
    'Pages when the budget burns at least 14.4× as fast as it lasts, that is when 14 % of events are bad, over 60 s and still over 15 s.',
  );
});

test.each<[string, SloPair, string]>([
  ['nothing', pair(1, 1), 'below in both windows'],
  ['a beginning', pair(3, 40), 'over in the short window only: it has just begun'],
  ['an end', pair(20, 0), 'over in the long window only: it has stopped'],
  ['both', pair(20, 40, { over: true }), 'over in both windows'],
  ['few events', pair(20, 40, { tooFew: true }), 'quiet: it needs 5 bad events in the long window and 50 events in the short one'],
])('[SP2] of %s it says what it is', (_name, given, words) => expect(stateWords(given, fewest)).toBe(words));

test('[SP3] a budget lasts, is gone soon, or is overspent', () => {
  const budget = { left: 0.5, allowed: 100, spent: 50, lastsSeconds: null };
  expect(budgetWords(budget)).toBe('lasts');
  expect(budgetWords({ ...budget, lastsSeconds: 95 })).toBe('gone in 01:35');
  expect(budgetWords({ ...budget, left: -0.2, lastsSeconds: 0 })).toBe('overspent');
});

test('[SP4] segments of an objective: what eats most stands first, as a share of all that is bad', () => {
  const segment = (dimension: string, value: string, good: number, bad: number) => ({ slo: 'a', dimension, value, good, bad });
  const found = segmentsOf(
    [
      segment('route', '/search', 10, 30),
      segment('route', '/products', 90, 10),
      segment('instance', 'catalog-2', 1, 0),
      { ...segment('route', '/x', 1, 9), slo: 'b' },
    ],
    'a',
  );
  expect(found.map(({ dimension, rows }) => [dimension, rows.map(({ value, badShare, ofBad }) => [value, badShare, ofBad])])).toEqual([
    [
      'route',
      [
        ['/search', 0.75, 0.75],
        ['/products', 0.1, 0.25],
      ],
    ],
    ['instance', [['catalog-2', 0, 0]]],
  ]);
});

test('[SP5] an alert has the runbook of its objective or its cause', () => {
  expect([runbookOf('browse-latency.page'), runbookOf('consumer-lag/fulfilment'), runbookOf('cache-hit-ratio')]).toEqual([
    'browse-latency',
    'consumer-lag',
    'cache-hit-ratio',
  ]);
});
