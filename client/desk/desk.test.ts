import { describe, expect, test } from 'vitest';
import type { Desk, FaultOffer } from '../../core/protocol/desk.ts';
import { problemOf, sentenceOf } from './fault-form.ts';
import { dueText, laneOf, type ScriptRow, stuckOf } from './lane.ts';
import { truthOverlay } from './truth-overlay.ts';
import { impactCharts, injectMarkers } from './user-impact.ts';

const row = (injectId: string, change: Partial<ScriptRow> = {}): ScriptRow => ({
  injectId,
  kind: 'message',
  label: injectId,
  detail: '',
  drawer: false,
  state: 'next',
  dueAtMs: null,
  waitsFor: null,
  firedAtMs: null,
  ...change,
});

describe('the script lane', () => {
  test('holds what was, what comes and what waits for its cue in the order of the script, and the drawer apart', () => {
    const script = [
      row('first', { state: 'fired', firedAtMs: 1 }),
      row('cue', { waitsFor: 'the first page' }),
      row('late', { dueAtMs: 90_000 }),
      row('spare', { drawer: true }),
      row('skipped', { state: 'skipped' }),
    ];
    const lane = laneOf({ script, faults: [] }, 20_000);
    expect(lane.lines.map(({ row: { injectId }, when }) => `${injectId} ${when}`)).toEqual([
      'first past',
      'cue next',
      'late next',
      'skipped past',
    ]);
    expect(lane.drawer.map(({ injectId }) => injectId)).toEqual(['spare']);
  });

  test('holds as going on: faults that stand, what was just fired, what is due this moment', () => {
    const fault = (faultId: string, state: 'felt' | 'ended') => ({ faultId, label: '', component: '', state, appliedAtMs: 1 });
    const script = [
      row('stands', { kind: 'fault', state: 'fired', firedAtMs: 1 }),
      row('over', { kind: 'fault', state: 'fired', firedAtMs: 2 }),
      row('just', { state: 'fired', firedAtMs: 55_000 }),
      row('due', { dueAtMs: 63_000 }),
      row('later', { dueAtMs: 70_000 }),
    ];
    const at = (nowMs: number) =>
      laneOf({ script, faults: [fault('stands', 'felt'), fault('over', 'ended')] }, nowMs).lines.map(
        ({ row: { injectId }, when }) => `${injectId} ${when}`,
      );
    expect(at(60_000)).toEqual(['stands now', 'over past', 'just now', 'due now', 'later next']);
    // What is going on and what is over changes; where a line stands does not.
    expect(at(66_000)).toEqual(['stands now', 'over past', 'just past', 'due now', 'later now']);
  });

  test('a line stays in its place when it gets its time and when it is fired; what was in the drawer comes after them', () => {
    const order = (script: ScriptRow[]) => laneOf({ script, faults: [] }, 35_000).lines.map(({ row: { injectId } }) => injectId);
    const spare = row('spare', { drawer: true });
    expect(order([row('a', { waitsFor: 'the first page' }), spare, row('b', { dueAtMs: 40_000 })])).toEqual(['a', 'b']);
    expect(order([row('a', { dueAtMs: 50_000 }), spare, row('b', { state: 'fired', firedAtMs: 30_000 })])).toEqual(['a', 'b']);
    const fired = { ...spare, state: 'fired' as const, firedAtMs: 20_000 };
    expect(order([row('a', { dueAtMs: 50_000 }), fired, row('b', { state: 'fired', firedAtMs: 30_000 })])).toEqual(['a', 'b', 'spare']);
  });

  test('says when, or what is waited for', () => {
    expect(dueText(row('a', { dueAtMs: 50_000 }), 30_000)).toBe('in 00:20');
    expect(dueText(row('a', { waitsFor: 'the first page' }), 0)).toBe('waits for the first page');
    expect(dueText(row('a', { state: 'fired', firedAtMs: 65_000 }), 0)).toBe('at 01:05');
    expect(dueText(row('a', { drawer: true }), 0)).toBe('when you fire it');
    expect(dueText(row('a', { state: 'skipped' }), 0)).toBe('skipped');
  });
});

describe('the stuck timer', () => {
  const sheet = { seenWhen: [], deadEnds: [], questions: ['What changed?', 'Who is hurt?', 'What is normal?'] };
  const at = (nowMs: number, change: Partial<Desk> = {}) => stuckOf({ lastPodActMs: 10_000, milestones: {}, sheet, ...change }, nowMs);
  test('stays calm for 90 s, then has a question to ask, after three minutes more', () => {
    expect(at(60_000).level).toBe('calm');
    expect(at(101_000)).toMatchObject({ level: 'ask', advice: 'Ask: What changed?' });
    expect(at(131_000).advice).toBe('Ask: Who is hurt?');
    expect(at(191_000).level).toBe('help');
  });
  test('counts from the page when the pod has done nothing yet, and not before it', () => {
    expect(at(500_000, { lastPodActMs: null })).toMatchObject({ level: 'calm', sinceMs: 0 });
    expect(at(110_000, { lastPodActMs: null, milestones: { paged: 10_000 } }).level).toBe('ask');
  });
});

describe('the truth on the map', () => {
  test('marks a running fault over the place of the truth and the way it spreads', () => {
    const stack = {
      services: [{ service: 'fulfilment' }],
      links: [{ link: 'fulfilment-2->kafka', from: 'fulfilment', to: 'kafka' }],
    } as never;
    const truth = {
      component: 'fulfilment-2->kafka',
      propagation: [{ from: 'fulfilment-2->kafka', to: 'fulfilment-2', effect: 'slow fetches' }],
    } as never;
    const fault = { faultId: 'f1', label: 'bandwidth', component: 'fulfilment-2->kafka', state: 'felt' as const, appliedAtMs: 1 };
    expect(truthOverlay({ truth, faults: [] }, stack)['fulfilment->kafka']?.tone).toBe('info');
    const overlay = truthOverlay({ truth, faults: [fault] }, stack);
    expect(overlay['fulfilment->kafka']).toEqual({ tone: 'critical', label: '■ felt', detail: 'bandwidth' });
    expect(overlay['fulfilment']).toMatchObject({ label: '▲ 1', detail: 'slow fetches' });
  });
});

describe('what users feel', () => {
  test('is one chart a journey, a line an objective, in percent, with gaps as gaps', () => {
    const ledger = ['browse-availability', 'browse-latency', 'order-freshness'].map((slo) => ({ slo }) as Desk['ledger'][number]);
    const ledgerOverTime = { atMs: [0, 2000], badShare: { 'browse-latency': [null, 0.25] } };
    const charts = impactCharts({ ledger, ledgerOverTime });
    expect(charts.map(({ id, series }) => [id, series.map(({ label, tone }) => `${label} ${tone}`)])).toEqual([
      ['browse', ['availability error', 'latency p95']],
      ['order', ['freshness p95']],
    ]);
    expect(charts[0]?.series[1]?.values).toEqual([null, 25]);
  });
  test('bears what was fired and what took hold, in order of time', () => {
    const script = [row('news', { state: 'fired', firedAtMs: 9000 }), row('next')];
    const faults = [{ faultId: 'f1', label: 'latency', component: 'x', state: 'felt' as const, appliedAtMs: 1000 }];
    expect(injectMarkers({ script, faults, milestones: { impact: 3000 } })).toEqual([
      { atMs: 1000, kind: 'inject', label: 'latency: applied' },
      { atMs: 3000, kind: 'milestone', label: 'impact' },
      { atMs: 9000, kind: 'inject', label: 'news' },
    ]);
  });
});

describe('a fault of one’s own', () => {
  const offer: FaultOffer = {
    fault: 'latency',
    title: 'Latency',
    targets: ['catalog->redis'],
    parameters: [{ name: 'latency', type: 'number', unit: 'ms', min: 1, max: 30_000, choices: [], default: 900 }],
  };
  test('is checked before it is sent, and told in one sentence', () => {
    expect(problemOf(offer, { latency: 900 })).toBeNull();
    expect(problemOf(offer, { latency: 0 })).toContain('between 1 and 30000 ms');
    expect(problemOf(offer, { latency: Number.NaN })).toContain('a number');
    expect(sentenceOf(offer, 'catalog->redis', { values: { latency: 900 }, seconds: 60 })).toContain(
      'Latency on catalog->redis (latency 900 ms), for 60 s',
    );
  });
});
