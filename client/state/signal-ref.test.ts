import { describe, expect, test } from 'vitest';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { type Known, linksOf, signalOf } from './signal-ref.ts';

const link = (id: string, from: string, to: string) => ({ link: id, from, to, kind: 'x', member: null });
const stack = {
  services: ['gateway', 'catalog', 'fulfilment'].map((service) => ({ service, owner: 'o', slots: 1, version: '1' })),
  dependencies: [
    { name: 'redis', kind: 'redis' as const, summary: '' },
    { name: 'kafka', kind: 'kafka' as const, summary: '' },
    { name: 'postgres', kind: 'postgres' as const, summary: '' },
    { name: 'psp', kind: 'external' as const, summary: '' },
  ],
  links: [
    link('users->gateway', 'users', 'gateway'),
    link('catalog->redis', 'catalog', 'redis'),
    link('catalog->postgres', 'catalog', 'postgres'),
    link('orders->postgres', 'orders', 'postgres'),
    link('payments->psp', 'payments', 'psp'),
    link('fulfilment-1->kafka', 'fulfilment', 'kafka'),
    link('fulfilment-2->kafka', 'fulfilment', 'kafka'),
  ],
};
const red = (p95Ms: number) => ({ ratePerSecond: 1, errorShare: 0, p50Ms: 1, p95Ms, p99Ms: 1 });
const partition = (group: string, lag: number) => ({ group, topic: 't', partition: 0, member: 'm', lag, lagSeconds: 0 });
const frame = {
  services: { gateway: red(5), catalog: red(5) },
  links: {
    'catalog->redis': red(1),
    'catalog->postgres': red(9),
    'orders->postgres': red(90),
    'payments->psp': red(400),
    'fulfilment-1->kafka': red(5),
    'fulfilment-2->kafka': red(70),
  },
  partitions: [partition('inventory', 3), partition('fulfilment', 40)],
} as unknown as SignalFrame;
const known: Known = { stack, frame };
const refOf = (component: string | null, tab = 'map', figure: Parameters<typeof signalOf>[0]['figure'] = null) =>
  signalOf({ component, tab, figure }, known).ref;

/** Names as the server records them (server/host/frame-series.ts). */
const recorded = new Set([
  'cache|hitRatio',
  'cache|memory',
  ...['gateway', 'catalog'].flatMap((name) => ['rate', 'errors', 'p50', 'p95', 'p99'].map((figure) => `service:${name}|${figure}`)),
  ...Object.keys(frame.links).flatMap((name) => ['rate', 'errors', 'p50', 'p95', 'p99'].map((figure) => `link:${name}|${figure}`)),
  'group:inventory|lag',
  'group:fulfilment|lag',
]);

describe('what somebody looks at, as a series that is recorded', () => {
  test.each([
    [null, 'map', 'service:gateway|p95'],
    ['catalog', 'map', 'service:catalog|p95'],
    ['users->gateway', 'map', 'service:gateway|p95'],
    ['redis', 'map', 'cache|hitRatio'],
    ['kafka', 'map', 'group:fulfilment|lag'],
    ['postgres', 'map', 'link:orders->postgres|p95'],
    ['psp', 'traces', 'link:payments->psp|p95'],
    ['fulfilment->kafka', 'map', 'link:fulfilment-2->kafka|p95'],
    ['catalog->redis', 'cache', 'link:catalog->redis|p95'],
    [null, 'cache', 'cache|hitRatio'],
    [null, 'kafka', 'group:fulfilment|lag'],
  ])('%s on the tab %s is %s', (component, tab, ref) => {
    expect(refOf(component, tab)).toBe(ref);
    expect(recorded).toContain(ref);
  });

  test('the chart that was pointed at decides the figure', () => {
    expect(refOf('catalog', 'map', 'errors')).toBe('service:catalog|errors');
    expect(refOf('redis', 'map', 'p99')).toBe('link:catalog->redis|p99');
    expect(refOf('catalog->redis', 'map', 'memory')).toBe('cache|memory');
    expect(refOf('fulfilment->kafka', 'map', 'lag')).toBe('group:fulfilment|lag');
    expect(refOf('inventory->kafka', 'map', 'lag')).toBe('group:inventory|lag');
  });

  test('a figure of slots names the slot in which it is highest', () => {
    const gauges = { inflight: null, poolUsed: null, poolIdle: null, poolPending: null, loopBusy: null, heapMb: null };
    const slots = {
      'catalog-1': { ...gauges, inflight: 2 },
      'catalog-2': { ...gauges, inflight: 9 },
      'orders-1': { ...gauges, inflight: 50 },
    };
    const of = (component: string, figure: 'inflight' | 'heapMb') =>
      signalOf({ component, tab: 'map', figure }, { stack, frame: { ...frame, slots } }).ref;
    expect(of('catalog', 'inflight')).toBe('slot:catalog-2|inflight');
    expect(of('catalog->redis', 'inflight')).toBe('slot:catalog-2|inflight');
    expect(of('catalog', 'heapMb')).toBe('service:catalog|p95');
  });

  test('with nothing known yet it still names something', () => {
    expect(signalOf({ component: 'catalog->redis', tab: 'map', figure: null }, { stack: null, frame: null }).ref).toBe(
      'link:catalog->redis|p95',
    );
    expect(signalOf({ component: null, tab: 'kafka', figure: null }, { stack: null, frame: null }).ref).toBe('group:fulfilment|lag');
  });

  test('a name on the map stands for its links', () => {
    expect(linksOf('fulfilment->kafka', stack)).toEqual(['fulfilment-1->kafka', 'fulfilment-2->kafka']);
    expect(linksOf('postgres', stack)).toEqual(['catalog->postgres', 'orders->postgres']);
    expect(linksOf('fulfilment-1->kafka', stack)).toEqual(['fulfilment-1->kafka']);
    expect(linksOf('catalog', stack)).toEqual([]);
  });
});
