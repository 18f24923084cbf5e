import { expect, test } from 'vitest';
import type { PanelAnswer } from '../../../core/protocol/panels.ts';
import { knownAfter, nothingKnown } from './known-look.ts';

const panel = { kind: 'kafka', overMs: null, topics: [], groups: [] } as never;
const seen = { ok: true, value: { ageMs: 300, panel } } as const;
const silent: PanelAnswer = { panel: null, code: 'no_answer', message: 'No answer; ask again.', detail: 'Kafka' };

test('an answer is as old as the server says', () => {
  expect(knownAfter(nothingKnown, 'kafka', { answer: seen, nowMs: 1000 })).toEqual({ asked: 'kafka', panel, seenAtMs: 700, problem: null });
});

test('an engine that does not answer says so in words, and what was seen of it stays', () => {
  const before = knownAfter(nothingKnown, 'kafka', { answer: seen, nowMs: 1000 });
  const after = knownAfter(before, 'kafka', { answer: { ok: true, value: silent }, nowMs: 9000 });
  expect(after).toEqual({ ...before, problem: 'No answer; ask again. Kafka' });
  expect(knownAfter(after, 'kafka', { answer: seen, nowMs: 9500 })).toMatchObject({ panel, problem: null });
});

test('a refused request is told the same way; of another question nothing is kept', () => {
  const before = knownAfter(nothingKnown, 'kafka', { answer: seen, nowMs: 1000 });
  const refused = { ok: false, code: 'too_fast', message: 'Slower.', detail: undefined } as const;
  expect(knownAfter(before, 'redis', { answer: refused, nowMs: 2000 })).toEqual({ ...nothingKnown, asked: 'redis', problem: 'Slower.' });
});
