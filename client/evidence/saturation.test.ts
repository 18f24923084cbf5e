import { expect, test } from 'vitest';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { saturationCharts, slotsHeard } from './saturation.ts';

const gauges = { inflight: null, poolUsed: null, poolIdle: null, poolPending: null, loopBusy: null, heapMb: null };
const frame = (change: Partial<SignalFrame>): SignalFrame =>
  ({ services: {}, links: {}, partitions: [], eventLoopDelayMs: {}, redisUsedMb: null, redisMaxMb: null, ...change }) as SignalFrame;
const windowOf = (...frames: (SignalFrame | null)[]) => ({ atMs: frames.map((_, index) => index * 1000), frames });
const ids = (component: string | null, ...frames: SignalFrame[]) => saturationCharts(windowOf(...frames), component).map(({ id }) => id);

test('it follows the component: memory for the cache, lag for Kafka, else the service or the caller of the link', () => {
  const seen = frame({ eventLoopDelayMs: { 'catalog-1': 3, 'catalog-2': 40, 'orders-1': 99 } });
  expect(ids('catalog->redis', seen)).toEqual(['memory']);
  expect(ids('orders->kafka', seen)[0]).toBe('lag');
  expect(ids('kafka', seen)).toEqual(['lag']);
  const delay = saturationCharts(windowOf(seen), 'catalog').at(-1);
  expect(delay?.series[0]?.values).toEqual([40]);
});

test('a slot is a line, the parts of a pool are sums over the slots, and a second without word is a gap', () => {
  const full = frame({
    slots: {
      'orders-1': { ...gauges, inflight: 3, poolUsed: 5, poolPending: 2, loopBusy: 0.5 },
      'orders-2': { ...gauges, inflight: 4, poolUsed: 6, poolPending: 0, loopBusy: 0.25 },
      'catalog-1': { ...gauges, inflight: 99 },
    },
  });
  const charts = saturationCharts(windowOf(null, full), 'orders');
  expect(charts.map(({ id }) => id)).toEqual(['inflight', 'pool', 'busy', 'loop']);
  expect(charts[0]?.series.map(({ id, values }) => [id, values])).toEqual([
    ['orders-1', [null, 3]],
    ['orders-2', [null, 4]],
  ]);
  expect(charts[1]?.series.map(({ label, values }) => [label, values])).toEqual([
    ['used', [null, 11]],
    ['idle', [null, null]],
    ['waiting', [null, 2]],
  ]);
  expect(charts[2]?.series[0]?.values).toEqual([null, 50]);
});

const loops = (...seconds: (Record<string, number> | null)[]) =>
  saturationCharts(
    windowOf(
      ...seconds.map(
        (busy) =>
          busy && frame({ slots: Object.fromEntries(Object.entries(busy).map(([slot, loopBusy]) => [slot, { ...gauges, loopBusy }])) }),
      ),
    ),
    'catalog',
  )
    .find(({ id }) => id === 'busy')
    ?.series.map(({ id, values }) => [id, values]);

test('an instance that hangs keeps its line, and where all of them hang the chart stays', () => {
  expect(loops({ 'catalog-1': 0.5, 'catalog-2': 0.25 }, { 'catalog-2': 0.25 })).toEqual([
    ['catalog-1', [50, null]],
    ['catalog-2', [25, 25]],
  ]);
  expect(loops({ 'catalog-1': 0.5 }, {}, { 'orders-1': 0.5 })).toEqual([['catalog-1', [50, null, null]]]);
});

test('an instance that is silent in the newest second can still be picked', () => {
  const slots = (...names: string[]) => frame({ slots: Object.fromEntries(names.map((name) => [name, gauges])) });
  expect(slotsHeard([slots('catalog-2', 'catalog-1'), null, slots('catalog-2'), frame({})])).toEqual(['catalog-1', 'catalog-2']);
});

test('what a loop says after a silence holds for all of it, and neither before its first word nor over seconds that nobody knows', () => {
  expect(loops({}, { 'catalog-1': 0.25 }, {}, {}, { 'catalog-1': 1 }, {})).toEqual([['catalog-1', [null, 25, 100, 100, 100, null]]]);
  expect(loops({ 'catalog-1': 0.25 }, {}, null, {}, { 'catalog-1': 1 })).toEqual([['catalog-1', [25, null, null, 100, 100]]]);
  const heap = [80, null, 90].map((heapMb) => frame({ slots: heapMb === null ? {} : { 'catalog-1': { ...gauges, heapMb } } }));
  expect(saturationCharts(windowOf(...heap), 'catalog').find(({ id }) => id === 'heap')?.series[0]?.values).toEqual([80, null, 90]);
});

test('a shop that tells nothing of its slots shows the delay of the event loop alone', () => {
  expect(ids('orders', frame({ eventLoopDelayMs: { 'orders-1': 2 } }))).toEqual(['loop']);
  expect(ids(null, frame({}))).toEqual(['loop']);
});

test('calls over a link are set against what its caller served: retries show', () => {
  const served = { orders: { ratePerSecond: 10 } } as unknown as SignalFrame['services'];
  const links = { 'orders->payments': { ratePerSecond: 30 } } as unknown as SignalFrame['links'];
  const [chart] = saturationCharts(windowOf(frame({ services: served, links }), null), 'orders->payments').slice(-1);
  expect(chart).toMatchObject({ id: 'attempts', series: [{ values: [3, null] }] });
  expect(ids('orders', frame({ services: served, links }))).not.toContain('attempts');
});
