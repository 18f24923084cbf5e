import { describe, expect, test } from 'vitest';
import type { HypothesisView } from '../../../core/protocol/hypotheses.ts';
import { bonesOf, type ChainNode, chainsOf, explainable } from './chain.ts';
import { type DiagnosisDraft, isSayable, saidOf, turned, withFlow } from './diagnosis-draft.ts';

const hypothesis = (hypothesisId: string, change: Partial<HypothesisView> = {}): HypothesisView => ({
  ...{ hypothesisId, atMs: 0, by: 'Ana', text: hypothesisId, component: null, judgements: [], evidence: [] },
  state: 'open',
  ...{ category: null, explains: null },
  ...change,
});
const words = (nodes: readonly ChainNode[]): string =>
  nodes.map(({ hypothesis: { text }, reasons }) => text + (reasons.length > 0 ? `(${words(reasons)})` : '')).join(' ');

describe('chains of why', () => {
  const board = [
    hypothesis('slow'),
    hypothesis('waits', { explains: 'slow' }),
    hypothesis('release'),
    hypothesis('locked', { explains: 'waits' }),
    hypothesis('no timeout', { explains: 'slow' }),
    hypothesis('lost', { explains: 'gone' }),
  ];
  test('stand below what they explain; what explains nothing that is here stands at the top', () => {
    expect(words(chainsOf(board))).toBe('slow(waits(locked) no timeout) release lost');
  });

  test('what would close a circle is not offered', () => {
    expect(explainable(board, 'waits').map(({ text }) => text)).toEqual(['slow', 'release', 'no timeout', 'lost']);
    expect(explainable(board, 'slow').map(({ text }) => text)).toEqual(['release', 'lost']);
  });
});

test('every bone is drawn, also those nobody has thought of; the rest waits to be sorted', () => {
  const { bones, unsorted } = bonesOf([hypothesis('a', { category: 'data' }), hypothesis('b')]);
  expect(bones).toHaveLength(8);
  expect(bones.filter(({ hypotheses }) => hypotheses.length > 0).map(({ category }) => category)).toEqual(['data']);
  expect(unsorted.map(({ text }) => text)).toEqual(['b']);
});

const draft = (change: Partial<DiagnosisDraft> = {}): DiagnosisDraft => ({
  ...{ component: 'redis', mechanism: ' full ', trigger: '', conditions: 'no alert\n \nno limit', why: '', drawn: {}, confidence: '' },
  cited: {},
  ...change,
});
const known = { hypothesisIds: ['hypothesis-1', 'hypothesis-2'], evidence: [] };

describe('a diagnosis that is being written', () => {
  test('says no more than what was filled in', () => {
    expect(saidOf(draft(), known)).toEqual({ component: 'redis', mechanism: 'full', conditions: ['no alert', 'no limit'], why: '' });
  });

  test('has edges the way the harm went, how sure one is, and what is cited and still on the board', () => {
    const said = saidOf(
      draft({
        trigger: 'the night job',
        confidence: '0',
        drawn: { 'catalog->redis': 'toCaller', 'catalog->postgres': 'toCalled' },
        cited: { 'hypothesis-2': true, 'hypothesis-1': false, 'hypothesis-9': true },
      }),
      known,
    );
    expect(said).toMatchObject({ trigger: 'the night job', confidence: 0, hypothesisIds: ['hypothesis-2'] });
    expect(said.edges).toEqual([
      { from: 'redis', to: 'catalog' },
      { from: 'catalog', to: 'postgres' },
    ]);
  });

  test('where nothing was wrong nothing set it off, kept it going or spread', () => {
    const said = saidOf(draft({ component: 'none', trigger: 'x', drawn: { 'a->b': 'toCaller' }, confidence: '90' }), known);
    expect(said).toEqual({ component: 'none', mechanism: 'nothing was wrong', conditions: [], why: '', confidence: 90 });
  });

  test('can be said with a component and a mechanism, or when nothing was wrong', () => {
    expect(
      [draft(), draft({ mechanism: ' ' }), draft({ component: '' }), draft({ component: 'none', mechanism: '' })].map(isSayable),
    ).toEqual([true, false, false, true]);
  });

  test('a link that is pressed goes round: to the caller, to the called, none; the list sets it directly', () => {
    const once = turned({}, 'a->b');
    const twice = turned(once, 'a->b');
    expect([once, twice, turned(twice, 'a->b')]).toEqual([{ 'a->b': 'toCaller' }, { 'a->b': 'toCalled' }, {}]);
    expect(withFlow({ 'a->b': 'toCaller', 'c->d': 'toCalled' }, 'a->b', null)).toEqual({ 'c->d': 'toCalled' });
  });
});
