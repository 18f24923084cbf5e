import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arrivals } from './arrivals.ts';
import { seededRandom } from './random.ts';
import { ArrivalSchedule } from './schedule.ts';

function schedule(ratePerSecond: number, amplitude = 0, seed = 7): ArrivalSchedule {
  return new ArrivalSchedule({
    ratePerSecond,
    maxRatePerSecond: 300,
    wave: { amplitude, periodSeconds: 120 },
    startMs: 0,
    random: seededRandom(seed),
  });
}

function takeUntil(arrivals: ArrivalSchedule, untilMs: number): number[] {
  const times: number[] = [];
  for (let atMs = arrivals.takeDue(untilMs); atMs !== undefined; atMs = arrivals.takeDue(untilMs)) times.push(atMs);
  return times;
}

describe('arrival schedule', () => {
  it('asks for exactly the rate, second by second', () => {
    const times = takeUntil(schedule(100), 60_000);
    for (let second = 0; second < 60; second += 1) {
      expect(times.filter((atMs) => Math.floor(atMs / 1000) === second)).toHaveLength(100);
    }
  });

  it('never goes back in time and never leaves a gap of two slots', () => {
    const times = takeUntil(schedule(100), 10_000);
    const gaps = times.map((atMs, index) => atMs - (times[index - 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gaps)).toBeLessThan(20);
  });

  it('gives the same timetable for the same seed and another one for another seed', () => {
    expect(takeUntil(schedule(50, 0.2, 3), 5000)).toEqual(takeUntil(schedule(50, 0.2, 3), 5000));
    expect(takeUntil(schedule(50, 0.2, 3), 5000)).not.toEqual(takeUntil(schedule(50, 0.2, 4), 5000));
  });

  it('swings with the wave and keeps the mean over a period', () => {
    const times = takeUntil(schedule(100, 0.2), 120_000);
    const crest = times.filter((atMs) => atMs >= 25_000 && atMs < 35_000).length / 10;
    const trough = times.filter((atMs) => atMs >= 85_000 && atMs < 95_000).length / 10;
    expect(crest).toBeGreaterThan(117);
    expect(trough).toBeLessThan(83);
    expect(times.length / 120).toBeGreaterThan(99);
    expect(times.length / 120).toBeLessThan(101);
  });

  it('comes evenly while nothing of the wave shows, and swings again afterwards', () => {
    const arrivals = schedule(100, 0.2);
    arrivals.setWaveShare(0);
    const perSecond = (times: number[]): number => times.length / 10;
    takeUntil(arrivals, 25_000);
    expect(perSecond(takeUntil(arrivals, 35_000))).toBeCloseTo(100, 0);
    takeUntil(arrivals, 85_000);
    expect(perSecond(takeUntil(arrivals, 95_000))).toBeCloseTo(100, 0);
    arrivals.setWaveShare(1);
    takeUntil(arrivals, 145_000);
    expect(perSecond(takeUntil(arrivals, 155_000))).toBeGreaterThan(117);
  });

  it('[IV6] knows what would have come by itself, wave and all, whatever the rate has been set to', () => {
    const arrivals = schedule(100, 0.2);
    const taken: number[] = [];
    for (let nowMs = 10; nowMs <= 240_000; nowMs += 10) taken.push(...takeUntil(arrivals, nowMs));
    const usual = schedule(100, 0.2);
    usual.setRate(40, 5000);
    for (const [fromMs, toMs] of [
      [0, 60_000],
      [60_000, 105_000],
      [105_000, 106_000],
      [106_000, 240_000],
    ] as const) {
      const before = usual.usualUntil(fromMs);
      const came = taken.filter((atMs) => atMs > fromMs && atMs <= toMs).length;
      expect(Math.abs(usual.usualUntil(toMs) - before - came)).toBeLessThan(4);
    }
  });

  it('[IV6] what would have come follows as much of the wave as shows', () => {
    const arrivals = schedule(100, 0.2);
    arrivals.setWaveShare(0);
    expect(arrivals.usualUntil(30_000)).toBeCloseTo(3000, 6);
    arrivals.setWaveShare(1);
    expect(arrivals.usualUntil(60_000) - 3000).toBeGreaterThan(3300);
  });

  it('does not depend on how often it is asked', () => {
    const often = schedule(200, 0.2);
    const seen: number[] = [];
    for (let nowMs = 0; nowMs <= 3000; nowMs += 1) seen.push(...takeUntil(often, nowMs));
    expect(seen).toEqual(takeUntil(schedule(200, 0.2), 3000));
  });

  it('follows a new rate at once, up and down, and cuts it to the maximum', () => {
    const arrivals = schedule(1);
    arrivals.setRate(100, 10);
    expect(arrivals.nextAtMs).toBeLessThan(10 + 16);
    const before = takeUntil(arrivals, 10_000).length;
    expect(before).toBeGreaterThan(995);
    arrivals.setRate(5000, 10_000);
    const after = takeUntil(arrivals, 11_000).length;
    expect(after).toBeGreaterThanOrEqual(299);
    expect(after).toBeLessThanOrEqual(301);
  });
});

describe('arrivals', () => {
  it('[property] asked = sent + waiting, whatever the order of asking and starting, and nothing is started twice', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ forwardMs: fc.nat(400), starts: fc.nat(40) }), { maxLength: 60 }), fc.nat(), (turns, seed) => {
        const arrivals = new Arrivals(schedule(100, 0.2, seed));
        const expected = takeUntil(
          schedule(100, 0.2, seed),
          turns.reduce((sum, { forwardMs }) => sum + forwardMs, 0),
        );
        const started: number[] = [];
        let nowMs = 0;
        for (const { forwardMs, starts } of turns) {
          nowMs += forwardMs;
          arrivals.ask(nowMs);
          for (let count = 0; count < starts; count += 1) {
            const intendedAtMs = arrivals.start(nowMs);
            if (intendedAtMs !== undefined) started.push(intendedAtMs);
          }
          expect(arrivals.asked).toBe(arrivals.sent + arrivals.waiting);
        }
        expect(arrivals.asked).toBe(expected.length);
        expect(started).toEqual(expected.slice(0, started.length));
        expect(arrivals.sent).toBe(started.length);
      }),
    );
  });

  it('counts a start as late when it is more than 10 ms behind its time', () => {
    const arrivals = new Arrivals(schedule(100));
    arrivals.ask(100);
    const waiting = arrivals.waiting;
    expect(waiting).toBe(10);
    for (let left = waiting; left > 0; left -= 1) arrivals.start(200);
    expect(arrivals.late).toBe(waiting);
    arrivals.ask(205);
    while (arrivals.start(205) !== undefined);
    expect(arrivals.late).toBeLessThan(arrivals.sent);
  });
});
