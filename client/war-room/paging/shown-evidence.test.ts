import { describe, expect, test } from 'vitest';
import { type Evidence, maxPageEvidence } from '../../../core/protocol/evidence.ts';
import { chosenFirst, chosenOf, keyOf, offeredEvidence, readFor } from './shown-evidence.ts';

const signal = (name: string, atMs = 5): Evidence => ({ kind: 'signal', ref: `service:${name}|p95`, label: `p95 of ${name}`, atMs });
const trace: Evidence = { kind: 'trace', ref: 'abc', label: 'trace abc', atMs: 5 };
const hypothesis = (...evidence: Evidence[]) => ({ evidence: evidence.map((piece) => ({ ...piece, by: 'Ana' })) });

describe('what may be shown to who is paged', () => {
  test('what was named, what is looked at, then the board’s from the newest on; each once, and without who linked it', () => {
    const offered = offeredEvidence({
      seen: signal('catalog', 9),
      given: [trace],
      hypotheses: [hypothesis(signal('orders', 1), signal('catalog', 9)), hypothesis(signal('redis', 3))],
    });
    expect(offered).toEqual([trace, signal('catalog', 9), signal('redis', 3), signal('orders', 1)]);
  });

  test('no more than somebody reads through', () => {
    const many = Array.from({ length: 40 }, (_, index) => signal('orders', index));
    expect(offeredEvidence({ seen: trace, given: [], hypotheses: [hypothesis(...many)] })).toHaveLength(12);
  });
});

describe('what is shown', () => {
  test('at first what was named; where nothing was, what is looked at', () => {
    const sources = { seen: signal('catalog'), given: [], hypotheses: [hypothesis(signal('orders'))] };
    expect(chosenOf(offeredEvidence(sources), chosenFirst(sources))).toEqual([signal('catalog')]);
    const named = { ...sources, given: [trace] };
    expect(chosenOf(offeredEvidence(named), chosenFirst(named))).toEqual([trace]);
  });

  test('only what is ticked, and never more than a page takes', () => {
    const many = Array.from({ length: 9 }, (_, index) => signal('orders', index));
    expect(chosenOf(many, Object.fromEntries(many.map((piece) => [keyOf(piece), true])))).toHaveLength(maxPageEvidence);
    expect(chosenOf(many, { [keyOf(signal('orders', 3))]: true, [keyOf(signal('orders', 4))]: false })).toEqual([signal('orders', 3)]);
  });
});

test('a trace says for which component it was read, everything else says so itself', () => {
  expect(readFor(trace, 'catalog->redis')).toEqual({ ...trace, query: 'component=catalog-%3Eredis' });
  expect(readFor(trace, null)).toBe(trace);
  expect(readFor(signal('catalog'), 'catalog')).toEqual(signal('catalog'));
});
