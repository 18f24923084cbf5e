import { expect, test } from 'vitest';
import { dashes, formsOf } from './line-forms.ts';
import type { SeriesTone } from './signals.ts';

const forms = (...tones: SeriesTone[]) => formsOf(tones.map((tone) => ({ tone })));

test('[LF1] percentiles are told apart as ever: dotted, solid, dashed', () => {
  expect(forms('p50', 'p95', 'p99')).toEqual(['dotted', 'solid', 'dashed']);
});

test('[LF2] a line alone is solid, whatever it shows', () => {
  for (const tone of ['error', 'rate', 'p95', 'neutral'] as const) expect(forms(tone)).toEqual(['solid']);
});

test.each([
  ['availability and latency', ['error', 'p95']],
  ['requests and those in time', ['rate', 'p95']],
  ['a pool', ['p95', 'p50', 'error']],
  ['four instances', ['p95', 'p99', 'p50', 'rate']],
  ['five of one tone', ['p95', 'p95', 'p95', 'p95', 'p95']],
] as const)('[LF3] no two lines of %s look alike without their colours', (_, tones) => {
  const shown = forms(...tones).map((form) => dashes[form].join());
  expect(new Set(shown).size).toBe(tones.length);
});

test('[LF4] more lines than forms begin anew', () => {
  expect(forms('p95', 'p95', 'p95', 'p95', 'p95', 'p95')[5]).toBe('solid');
});
