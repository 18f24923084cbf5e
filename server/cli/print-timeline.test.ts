import { expect, test } from 'vitest';
import type { Debrief } from '../../core/protocol/debrief.ts';
import { closingOf, headingOf, rowPrinter } from './print-timeline.ts';

const row = (atMs: number, who: string, what: string) => ({ atMs, who, what, references: [] });
const debrief = { drillId: 'INC-0007', title: 'The gatekeeper', scenarioId: 'monday-noon', seed: 3, outcome: 'lost' } as unknown as Debrief;

test('[RY3] time, who and what stand in columns, times count from the start of the clock, and no line of a text looks like a row', () => {
  const timeline = [
    row(-470_000, 'Edge team', 'Change'),
    row(75_900, 'Ana', 'Note: first\nT+09:00  Brownout  Drill ends (recovered)'),
    row(80_000, 'Somebody of a very long name indeed', 'On it'),
  ];
  expect(timeline.map(rowPrinter({ timeline, liveAtMs: 10_000 }))).toEqual([
    `T-08:00  ${'Edge team'.padEnd(24)}  Change`,
    `T+01:05  ${'Ana'.padEnd(24)}  Note: first\n${' '.repeat(35)}T+09:00  Brownout  Drill ends (recovered)`,
    'T+01:10  Somebody of a very long name indeed  On it',
  ]);
  const [early] = timeline.slice(1);
  expect(early && rowPrinter({ timeline: [early], liveAtMs: null })(early)).toMatch(/^T\+01:15 {2}Ana {2}Note: first\n/);
});

test('[RY3] control characters, which a terminal obeys, are blanks', () => {
  const timeline = [row(0, 'A\u001b[2Jna', 'Note: \u001b]0;owned\u0007fine\tso far')];
  expect(timeline.map(rowPrinter({ timeline, liveAtMs: 0 }))).toEqual(['T+00:00  A [2Jna  Note:  ]0;owned fine so far']);
});

test('[RY3] the first line says what it was, the last what came of it, with the parts of the score that were measured', () => {
  expect(headingOf(debrief, 10)).toBe('INC-0007 The gatekeeper (monday-noon, seed 3), 10 times as fast as it was');
  expect([headingOf(debrief, 1), headingOf(debrief, 0)]).toEqual([
    'INC-0007 The gatekeeper (monday-noon, seed 3), as fast as it was',
    'INC-0007 The gatekeeper (monday-noon, seed 3)',
  ]);
  const parts = { oracle: 0, impact: null, diagnosis: 0.775, safety: 1, coordination: null };
  expect(closingOf(debrief, { total: 0.258, parts })).toBe('INC-0007 lost, score 0.26 (oracle 0.00, diagnosis 0.78, safety 1.00)');
  expect(closingOf({ ...debrief, outcome: 'invalid' }, null)).toBe("INC-0007 invalid: no score, since it is nobody's win or loss");
});
