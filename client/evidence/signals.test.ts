import { describe, expect, test } from 'vitest';
import type { Red, SignalFrame } from '../../core/protocol/signals.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { StampedFrame } from '../state/store.ts';
import { lagSeries, redCharts, redOf, windowOf } from './signals.ts';
import { toneOf, usualOf } from './tone.ts';

const red = (ratePerSecond: number, p95Ms: number, errorShare = 0): Red => ({
  ratePerSecond,
  errorShare,
  p50Ms: p95Ms / 2,
  p95Ms,
  p99Ms: p95Ms * 2,
});
const frame = (epochSecond: number, change: Partial<SignalFrame> = {}): SignalFrame => ({
  epochSecond,
  services: {},
  links: {},
  partitions: [],
  cacheHitPercent: null,
  redisUsedMb: null,
  redisMaxMb: null,
  eventLoopDelayMs: {},
  ingest: { spans: 0, points: 0, logs: 0, refused: 0 },
  ...change,
});
const at = (epochSecond: number, gameMs: number | null, change: Partial<SignalFrame> = {}): StampedFrame => ({
  frame: frame(epochSecond, change),
  gameMs,
});
const stack: StackView = {
  name: 'shop',
  summary: '',
  services: [],
  dependencies: [],
  flags: [],
  owners: [],
  links: [
    { link: 'fulfilment-1->kafka', from: 'fulfilment', to: 'kafka', kind: 'kafka', member: 'fulfilment-1' },
    { link: 'fulfilment-2->kafka', from: 'fulfilment', to: 'kafka', kind: 'kafka', member: 'fulfilment-2' },
  ],
};

describe('the window of the charts', () => {
  test('seconds before the drill are counted back from its start', () => {
    expect(windowOf([at(100, null), at(101, null), at(102, 0), at(103, 1000)]).atMs).toEqual([-2000, -1000, 0, 1000]);
  });

  test('a pause takes no room, and lost seconds are a gap', () => {
    const window = windowOf([at(100, 0), at(101, 1000), at(102, 1000), at(103, 2000), at(110, 9000)]);
    expect(window.atMs).toEqual([0, 1000, 2000, 3000, 9000]);
    expect(window.frames.map((each) => each?.epochSecond ?? null)).toEqual([100, 101, 103, null, 110]);
  });
});

describe('golden signals', () => {
  test('goodput stands beside the traffic of users, where it is counted, and of nothing else', () => {
    const told = { services: { gateway: red(70, 13_000), orders: red(9, 13_000) }, goodputPerSecond: 24 };
    const window = windowOf([at(1, 0, told), at(2, 1000, { services: told.services })]);
    const traffic = (component: string | null) =>
      redCharts(window, component, stack)[0]?.series.map(({ label, values }) => [label, values]);
    expect(traffic(null)).toEqual([
      ['requests', [70, 70]],
      ['in time', [24, null]],
    ]);
    expect(traffic('orders')).toEqual([['requests', [9, 9]]]);
  });

  test('members of a group are one link: rates add up, the slowest speaks', () => {
    const links = { 'fulfilment-1->kafka': red(10, 20, 0.1), 'fulfilment-2->kafka': red(30, 80) };
    const both = redOf(frame(1, { links }), 'fulfilment->kafka', stack);
    expect(both).toMatchObject({ ratePerSecond: 40, p95Ms: 80 });
    expect(both?.errorShare).toBeCloseTo(0.025);
    expect(redOf(frame(1, { links }), 'kafka', stack)).toEqual(both);
  });

  test('what the component did not report is a gap, not a zero', () => {
    const window = windowOf([at(1, 0, { services: { catalog: red(5, 9) } }), at(2, 1000)]);
    expect(redCharts(window, 'catalog', stack)[0]?.series[0]?.values).toEqual([5, null]);
  });

  test('lag is added up by group', () => {
    const partition = (group: string, lag: number) => ({ group, topic: 't', partition: 0, member: 'm', lag, lagSeconds: 0 });
    const series = lagSeries(
      windowOf([at(1, 0, { partitions: [partition('inventory', 1), partition('fulfilment', 4), partition('fulfilment', 5)] })]),
    );
    expect(series.map(({ id, values }) => [id, values])).toEqual([
      ['fulfilment', [9]],
      ['inventory', [1]],
    ]);
  });
});

describe('the tone of a link', () => {
  test('healthy is grey, silence is unknown', () => {
    expect(toneOf(red(10, 20), 20)).toBe('neutral');
    expect(toneOf(null, 20)).toBe('unknown');
    expect(toneOf(red(0, 0), 20)).toBe('unknown');
  });

  test('errors from 1 % warn, from 5 % are critical', () => {
    expect(toneOf(red(10, 20, 0.01), 20)).toBe('warning');
    expect(toneOf(red(10, 20, 0.05), 20)).toBe('critical');
  });

  test('latency is judged against what is usual for this link, and little milliseconds are never worth a colour', () => {
    expect(toneOf(red(10, 12), 3)).toBe('neutral');
    expect(toneOf(red(10, 75), 30)).toBe('neutral');
    expect(toneOf(red(10, 90), 30)).toBe('warning');
    expect(toneOf(red(10, 400), 30)).toBe('critical');
    expect(toneOf(red(10, 900), 700)).toBe('neutral');
  });

  test('usual is the median', () => {
    const frames = [5, 7, 900].map((p95, index) => at(index, index * 1000, { links: { a: red(1, p95) } }));
    expect(usualOf(frames)['a']).toBe(7);
  });
});
