import { describe, expect, it } from 'vitest';
import { msToNextSample } from './sampler.ts';

describe('the time of a sample', () => {
  it('is the next whole second', () => {
    expect([0, 1, 400.5, 12_900].map(msToNextSample)).toEqual([1000, 999, 599.5, 100]);
  });

  it('comes once a second, also where timers come up to two milliseconds early or much too late', () => {
    const offBy = [-2, -0.3, 0, -1.9, 0.4, -0.001, 700, -1, 30, -2];
    const times = [0];
    for (let turn = 0; turn < 500; turn += 1) {
      const nowMs = times.at(-1) as number;
      times.push(nowMs + msToNextSample(nowMs) + (offBy[turn % offBy.length] as number));
    }
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] as number));
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(250);
    // One whole second for each sample: none has two, and none is left out.
    const seconds = times.map((atMs) => Math.floor((atMs + 50) / 1000));
    expect(seconds).toEqual(times.map((_, index) => index));
  });
});
