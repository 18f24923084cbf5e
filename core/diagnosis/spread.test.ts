import { describe, expect, it } from 'vitest';
import { unknownIn } from './known.ts';
import { edgesOfTruth, judgedEdges, spreadScore } from './spread.ts';

const link = (name: string, from = name.split('->')[0] ?? '', to = name.split('->')[1] ?? '') => ({
  link: name,
  from,
  to,
  kind: 'http',
  member: null,
});
const links = [
  ...['users->gateway', 'gateway->catalog', 'gateway->orders', 'orders->catalog', 'catalog->redis', 'catalog->postgres'].map((name) =>
    link(name),
  ),
  link('orders->kafka'),
  link('fulfilment-2->kafka', 'fulfilment', 'kafka'),
];
const stack = {
  links,
  services: ['gateway', 'catalog', 'orders', 'fulfilment'].map((service) => ({ service, owner: 'a', slots: 2, version: '1' })),
  dependencies: [{ name: 'redis', kind: 'redis' as const, summary: '' }],
  flags: ['bundle-pricing'],
};
const steps = (...pairs: [string, string][]) => pairs.map(([from, to]) => ({ from, to, effect: 'x' }));
const words = (pairs: [string, string][]) => edgesOfTruth(steps(...pairs), stack).map(({ from, to }) => `${from} to ${to}`);

describe('how harm spread, on the map', () => {
  it('[SP16] steps onto a link and off it are one edge, in the direction of the harm', () => {
    expect(
      words([
        ['redis', 'catalog->redis'],
        ['catalog->redis', 'catalog'],
        ['catalog', 'catalog->postgres'],
      ]),
    ).toEqual(['redis to catalog', 'catalog to postgres']);
  });

  it('[SP16] parts that call each other need no link named; instances stand for their service; users and flags are beside the map', () => {
    expect(
      words([
        ['orders', 'gateway'],
        ['fulfilment-2->kafka', 'fulfilment-2'],
        ['bundle-pricing', 'catalog'],
        ['catalog', 'users'],
        ['users', 'gateway'],
      ]),
    ).toEqual(['orders to gateway', 'kafka to fulfilment']);
  });

  it('[SP16] from one link to the next it goes by way of the end they share, or of one that is linked', () => {
    expect(words([['catalog->redis', 'catalog->postgres']])).toEqual(['redis to catalog', 'catalog to postgres']);
    expect(words([['catalog->redis', 'gateway']])).toEqual(['redis to catalog', 'catalog to gateway']);
  });
});

const truth = [
  { from: 'redis', to: 'catalog' },
  { from: 'catalog', to: 'gateway' },
];

describe('edges that were drawn', () => {
  it('[SP17] are right, the wrong way round, or wrong; users are left out, and a link counts once', () => {
    expect(
      judgedEdges(
        [
          { from: 'redis', to: 'catalog' },
          { from: 'gateway', to: 'catalog' },
          { from: 'orders', to: 'kafka' },
          { from: 'catalog', to: 'redis' },
          { from: 'gateway', to: 'users' },
        ],
        truth,
      ).map(({ verdict }) => verdict),
    ).toEqual(['right', 'reversed', 'wrong']);
  });

  it('[SP17] all of them right is 1, too few and too many cost, the wrong way counts half, none is no answer', () => {
    expect(spreadScore(truth, truth)).toBe(1);
    expect(spreadScore(truth.slice(1), truth)).toBeCloseTo(2 / 3, 5);
    expect(spreadScore([...truth, { from: 'orders', to: 'kafka' }], truth)).toBeCloseTo(0.8, 5);
    expect(spreadScore([{ from: 'catalog', to: 'redis' }, truth[1] ?? { from: '', to: '' }], truth)).toBe(0.75);
    expect(spreadScore([], truth)).toBeNull();
    expect(spreadScore([{ from: 'gateway', to: 'users' }], truth)).toBeNull();
  });
});

it('[DI7] names of a diagnosis are those of the stack', () => {
  for (const component of ['none', 'catalog', 'catalog-2', 'redis', 'fulfilment-2->kafka', 'fulfilment->kafka', 'bundle-pricing'])
    expect(unknownIn({ component }, stack)).toBeNull();
  expect(unknownIn({ component: 'catalogue' }, stack)).toBe('component: catalogue');
  expect(unknownIn({ component: 'redis', edges: truth }, stack)).toBeNull();
  expect(unknownIn({ component: 'redis', edges: [{ from: 'redis', to: 'kafka' }] }, stack)).toBe('edges: redis and kafka have no link');
});
