import { describe, expect, test } from 'vitest';
import type { DiagnosisView } from '../../core/protocol/debrief-reasoning.ts';
import { calibrationWords, edgeLines, spreadOverlay } from './spread-overlay.ts';

const link = (from: string, to: string) => ({ link: `${from}->${to}`, from, to, kind: 'http', member: null });
const stack = { links: [link('gateway', 'catalog'), link('catalog', 'redis'), link('catalog', 'postgres'), link('orders', 'kafka')] };
const spread = [
  { from: 'redis', to: 'catalog' },
  { from: 'catalog', to: 'gateway' },
  { from: 'catalog', to: 'postgres' },
];
const said = (by: string, edges: DiagnosisView['edges']): DiagnosisView => ({
  ...{ playerId: by, by, component: 'redis', mechanism: '', conditions: [], why: '', hops: 0, atMs: 0, isLive: true },
  ...{ trigger: '', confidence: null, hypothesisIds: [], evidence: [] },
  edges,
});
const ana = said('Ana', [
  { from: 'redis', to: 'catalog', verdict: 'right' },
  { from: 'gateway', to: 'catalog', verdict: 'reversed' },
]);
const ben = said('Ben', [{ from: 'orders', to: 'kafka', verdict: 'wrong' }]);

describe('how it spread, drawn and true', () => {
  test('right, the other way, missed and wrong differ by word and line, each with who drew it', () => {
    const overlay = spreadOverlay(spread, [ana, ben], stack);
    expect(Object.entries(overlay).map(([edge, { first, label, form, flow }]) => [edge, first, label, form, flow])).toEqual([
      ['catalog->redis', '✓ right', 'to catalog', 'strong', 'against'],
      ['gateway->catalog', '⇄ other way', 'to gateway', 'strong', 'against'],
      ['catalog->postgres', '○ missed', 'to postgres', 'dashed', 'calls'],
      ['orders->kafka', '✕ wrong', 'not here', 'dotted', 'calls'],
    ]);
    expect(overlay['orders->kafka']?.detail).toContain('Ben');
    expect(overlay['catalog->redis']?.detail).toContain('Ana');
  });

  test('of one alone the rest is missed; where nobody drew there is nothing to compare', () => {
    expect(spreadOverlay(spread, [ben], stack)['catalog->redis']?.first).toBe('○ missed');
    expect(spreadOverlay(spread, [said('Cem', [])], stack)).toEqual({});
  });

  test('stands as lines, too', () => {
    expect(edgeLines(ana, spread)).toEqual([
      'redis → catalog: right',
      'gateway → catalog: right link, the other way',
      'catalog → postgres: missed',
    ]);
    expect(edgeLines(said('Cem', []), spread)).toEqual([]);
  });
});

test('how sure somebody was stands beside whether it was right', () => {
  const of = (confidence: number | null, hops: number | null) => calibrationWords({ confidence, hops });
  expect(of(90, 0)).toBe('90 %: sure and right about the component');
  expect(of(90, 2)).toBe('90 %: sure and wrong about the component');
  expect(of(30, 0)).toBe('30 %: unsure and right about the component');
  expect(of(50, null)).toBe('50 %: in two minds and wrong about the component');
  expect(of(null, 0)).toBe('not said');
});
