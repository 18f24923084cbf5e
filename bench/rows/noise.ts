import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../row.ts';
import { percentiles } from '../summary.ts';

const rounds = 400;
const block = Buffer.alloc(1024 * 1024, 'x');

/** The machine itself: the same work every time. Its spread is the noise in every other row. */
export const noiseRow: Row = {
  name: 'noise',
  about: 'a fixed piece of work and a timer, for how quiet the machine was',
  runs: 5,
  open: async () => async () => {
    const hashing: number[] = [];
    const late: number[] = [];
    for (let round = 0; round < rounds / 4; round += 1) {
      const sinceMs = performance.now();
      for (let part = 0; part < 4; part += 1) createHash('sha256').update(block).digest();
      hashing.push(performance.now() - sinceMs);
      const timerMs = performance.now();
      await pause(5);
      late.push(performance.now() - timerMs - 5);
    }
    return [
      { figure: 'sha-256 of 4 MB p50', unit: 'ms', value: percentiles(hashing).p50 },
      { figure: 'sha-256 of 4 MB p99', unit: 'ms', value: percentiles(hashing).p99 },
      { figure: 'lateness of a 5 ms timer p50', unit: 'ms', value: percentiles(late).p50 },
      { figure: 'lateness of a 5 ms timer p99', unit: 'ms', value: percentiles(late).p99 },
    ];
  },
};
