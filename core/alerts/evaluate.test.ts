import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendSample, emptyHistory, withBaseline } from '../slo/history.ts';
import type { CauseAlert } from '../stack/schema.ts';
import { browseLatency, healthyHistory, pagedAt, playTraffic, type Traffic } from './detection.fixture.ts';
import { evaluateAlerts } from './evaluate.ts';
import { type AlertMemory, advanceAlert, emptyAlertMemory } from './memory.ts';
import { windowPairs } from './windows.ts';

const step = (badShare: number, seconds: number): Traffic => ({
  badShareAt: () => badShare,
  eventsPerSecond: 60,
  baselineBadShare: 0,
  seconds,
});

/** Workbook: (1 - SLO) x burn x long window / bad share, for whichever page pair can fire first. */
function theory(badShare: number): number {
  return Math.min(
    ...windowPairs
      .filter((pair) => pair.severity === 'page' && badShare >= pair.burnRate * 0.01)
      .map((pair) => (0.01 * pair.burnRate * pair.longSeconds) / badShare),
  );
}

describe('detection time', () => {
  it.each([
    [1, 8.64],
    [0.5, 17.28],
    [0.25, 34.56],
    [0.1, 216],
  ])('of a %f bad share is the workbook figure of %f s, at the end of that second', (share, expected) => {
    expect(theory(share)).toBeCloseTo(expected, 5);
    const fired = pagedAt(playTraffic(step(share, 260)));
    expect(fired).toBe(Math.ceil(expected));
  });

  it('does not page below the slow pair, and tickets instead', () => {
    const log = playTraffic(step(0.05, 1000));
    expect(pagedAt(log)).toBeNull();
    expect(log.find(({ severity, state }) => severity === 'ticket' && state === 'firing')?.second).toBe(864);
  });

  it('is the same for an early fault as with long healthy history (no cold start)', () => {
    const anyFault = fc.record({
      badShare: fc.double({ min: 0.08, max: 1, noNaN: true }),
      onset: fc.integer({ min: 1, max: 40 }),
      baselineBadShare: fc.double({ min: 0, max: 0.004, noNaN: true }),
      eventsPerSecond: fc.integer({ min: 15, max: 200 }),
    });
    fc.assert(
      fc.property(anyFault, ({ badShare, onset, baselineBadShare, eventsPerSecond }) => {
        const traffic: Traffic = {
          badShareAt: (second) => (second < onset ? baselineBadShare : badShare),
          eventsPerSecond,
          baselineBadShare,
          seconds: 330,
        };
        const early = pagedAt(playTraffic(traffic));
        // Longer than every window that pages.
        const late = pagedAt(playTraffic(traffic, healthyHistory(traffic, 400)));
        expect(early).not.toBeNull();
        expect(Math.abs((early ?? 0) - (late ?? 0))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it('assumes at most half the budget burned before the start, so a rough baseline alone fires nothing', () => {
    expect(playTraffic({ ...step(0.002, 30), baselineBadShare: 0.05 })).toEqual([]);
  });

  it('needs five bad events, however bad the share', () => {
    const burst = { ...step(0, 90), eventsPerSecond: 2, badShareAt: (second: number) => (second <= 2 ? 1 : 0) };
    expect(playTraffic(burst).filter(({ state }) => state === 'firing')).toEqual([]);
  });

  it('widens the short window on thin traffic instead of never paging', () => {
    expect(pagedAt(playTraffic({ ...step(1, 60), eventsPerSecond: 2 }))).not.toBeNull();
  });
});

describe('life of an alert', () => {
  const outage = (from: number, to: number) => (second: number) => (second >= from && second < to ? 1 : 0);

  it('fires and is resolved; stays 30 s after its condition; a second episode gets a new id', () => {
    const badShareAt = (second: number) => outage(10, 40)(second) + outage(200, 240)(second);
    const log = playTraffic({ ...step(0, 330), badShareAt }).filter(({ severity }) => severity === 'page');
    expect(log.map(({ alertId, state }) => `${alertId} ${state}`)).toEqual([
      'browse-latency.page.1 firing',
      'browse-latency.page.1 resolved',
      'browse-latency.page.2 firing',
      'browse-latency.page.2 resolved',
    ]);
    const ended = log[1]?.second ?? 0;
    expect(ended).toBeGreaterThanOrEqual(40 + 30);
  });

  it('does not flap on a fault that comes and goes faster than the short window', () => {
    const log = playTraffic({ ...step(0, 120), badShareAt: (second) => (second % 10 < 6 ? 1 : 0) });
    expect(log.filter(({ severity, state }) => severity === 'page' && state === 'firing')).toHaveLength(1);
  });

  it('says what users feel, with the share of the short window', () => {
    const fired = playTraffic(step(0.38, 60)).find(({ state }) => state === 'firing');
    expect(fired?.summary).toBe('38 % of product pages slower than 300 ms');
    expect(fired?.slo).toBe('browse-latency');
    expect(fired?.burnRate).toBeGreaterThanOrEqual(14.4);
  });

  it('is decided by telemetry alone: bad events of the ledger page nobody', () => {
    let history = withBaseline(emptyHistory([browseLatency]), { 'browse-latency': { badShare: 0, eventsPerSecond: 60 } });
    for (let second = 0; second < 60; second += 1) {
      history = appendSample(history, {
        ledger: { 'browse-latency': { good: 0, bad: 60 } },
        observed: { 'browse-latency': { good: 60, bad: 0 } },
      });
    }
    const input = { slos: [browseLatency], causeAlerts: [], history, signals: {}, alerts: emptyAlertMemory(), atMs: 60_000 };
    expect(evaluateAlerts(input).transitions).toEqual([]);
  });
});

describe('cause alerts', () => {
  const lag: CauseAlert = {
    name: 'consumer-lag',
    summary: 'Consumer group {group} is {value} s behind',
    signal: 'consumerLagSeconds',
    above: 15,
    forSeconds: 10,
  };
  const play = (values: (number | undefined)[]) => {
    let alerts: AlertMemory = emptyAlertMemory();
    return values.flatMap((value, second) => {
      const signals: Record<string, number> = value === undefined ? {} : { 'consumerLagSeconds/fulfilment': value };
      const result = evaluateAlerts({ slos: [], causeAlerts: [lag], history: emptyHistory([]), signals, alerts, atMs: second * 1000 });
      alerts = result.memory;
      return result.transitions.map((transition) => ({ ...transition, second }));
    });
  };

  it('inform after forSeconds, named by their label', () => {
    expect(play(Array.from({ length: 15 }, () => 42.34))).toEqual([
      {
        alertId: 'consumer-lag/fulfilment.1',
        alert: 'consumer-lag/fulfilment',
        severity: 'info',
        state: 'firing',
        summary: 'Consumer group fulfilment is 42.3 s behind',
        second: 10,
      },
    ]);
  });

  it('say nothing about a line touched for less than forSeconds', () => {
    expect(play([20, 20, 20, 20, 20, 2, 2, 2, 2, 2, 2, 2])).toEqual([]);
  });

  it('end 30 s after the signal is gone', () => {
    const log = play([...Array.from({ length: 12 }, () => 20), ...Array.from({ length: 40 }, () => undefined)]);
    expect(log.map(({ state, second }) => [state, second])).toEqual([
      ['firing', 10],
      ['resolved', 41],
    ]);
  });

  it('fire although a blocked process tells of it only between two blocks', () => {
    const log = play(Array.from({ length: 15 }, (_, second) => (second % 3 === 0 ? 42 : undefined)));
    expect(log.map(({ state, second }) => [state, second])).toEqual([['firing', 12]]);
  });

  it('do not fire by what was said before ten seconds of silence', () => {
    expect(play([42, ...Array.from({ length: 10 }, () => undefined), 42, 42])).toEqual([]);
  });

  it('fire below a line too', () => {
    const hit: CauseAlert = { name: 'hit', summary: 'Hit ratio {value} %', signal: 'cacheHitPercent', below: 50, forSeconds: 0 };
    const base = { slos: [], causeAlerts: [hit], history: emptyHistory([]) };
    const first = evaluateAlerts({ ...base, signals: { cacheHitPercent: 12 }, alerts: {}, atMs: 1000 });
    expect(first.transitions.map(({ summary }) => summary)).toEqual(['Hit ratio 12 %']);
  });
});

describe('a rule that waits', () => {
  it('is pending until it has been true for as long, and resolved when it is not', () => {
    const reading = { alert: 'disk', severity: 'ticket', over: true, forMs: 2000, summary: 'Disk is nearly full' } as const;
    const first = advanceAlert(undefined, reading, 1000);
    const second = advanceAlert(first.entry, reading, 2000);
    const third = advanceAlert(second.entry, reading, 3000);
    expect([first, second, third].map(({ transitions }) => transitions.map(({ state }) => state))).toEqual([['pending'], [], ['firing']]);
    expect(advanceAlert(second.entry, { ...reading, over: false }, 3000).transitions.map(({ state }) => state)).toEqual(['resolved']);
  });
});
