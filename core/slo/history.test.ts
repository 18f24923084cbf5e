import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendSample, emptyHistory, type HistorySample, seenCounts, windowCounts, withBaseline } from './history.ts';

const slo = { name: 'a', objective: 0.99 };
const sample = (good: number, bad: number): HistorySample => ({ ledger: { a: { good, bad } }, observed: { a: { good: bad, bad: good } } });

describe('history', () => {
  it('sums any window of the past as adding up its seconds would', () => {
    const anySeconds = fc.array(fc.tuple(fc.nat(200), fc.nat(50)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(anySeconds, fc.integer({ min: 1, max: 80 }), (seconds, window) => {
        const history = seconds.reduce((past, [good, bad]) => appendSample(past, sample(good, bad)), emptyHistory([slo]));
        const tail = seconds.slice(-window);
        const good = tail.reduce((sum, [count]) => sum + count, 0);
        const bad = tail.reduce((sum, [, count]) => sum + count, 0);
        expect(seenCounts(history, 'a', { source: 'ledger', seconds: window })).toEqual({ good, bad });
        expect(seenCounts(history, 'a', { source: 'observed', seconds: window })).toEqual({ good: bad, bad: good });
      }),
    );
  });

  it('fills missing seconds at the baseline', () => {
    const history = withBaseline(appendSample(emptyHistory([slo]), sample(0, 10)), { a: { badShare: 0.001, eventsPerSecond: 100 } });
    const counts = windowCounts(history, 'a', { source: 'ledger', seconds: 11 });
    expect(counts.bad).toBeCloseTo(11, 9);
    expect(counts.good).toBeCloseTo(999, 9);
  });

  it('never changes a value it gave out', () => {
    const one = appendSample(emptyHistory([slo]), sample(1, 1));
    const frozen = JSON.stringify(one);
    appendSample(one, sample(5, 5));
    expect(JSON.stringify(one)).toBe(frozen);
  });

  it('keeps 4500 seconds, and windows stay right after the oldest are dropped', () => {
    let history = emptyHistory([slo]);
    for (let second = 0; second < 4700; second += 1) history = appendSample(history, sample(second, 1));
    expect(history.seconds['a']).toHaveLength(4500);
    expect(seenCounts(history, 'a', { source: 'ledger', seconds: 2 })).toEqual({ good: 4699 + 4698, bad: 2 });
    expect(seenCounts(history, 'a', { source: 'ledger', seconds: 4500 }).bad).toBe(4500);
  });

  it('counts an SLO that is absent from a sample as a second without events', () => {
    const history = appendSample(emptyHistory([slo]), { ledger: {}, observed: {} });
    expect(seenCounts(history, 'a', { source: 'ledger', seconds: 5 })).toEqual({ good: 0, bad: 0 });
  });
});
