import { expect, test } from 'vitest';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { reachOf } from './reach.ts';

const link = (name: string, from = name.split('->')[0] ?? '') => ({
  link: name,
  from,
  to: name.split('->')[1] ?? '',
  kind: 'http',
  member: null,
});
const shop: Pick<StackView, 'services' | 'dependencies' | 'links'> = {
  services: ['gateway', 'catalog', 'orders', 'fulfilment'].map((service) => ({ service, owner: 'a', slots: 2, version: '1' })),
  dependencies: [
    { name: 'redis', kind: 'redis', summary: '' },
    { name: 'kafka', kind: 'kafka', summary: '' },
  ],
  links: [
    ...['users->gateway', 'gateway->catalog', 'gateway->orders', 'orders->catalog', 'catalog->redis', 'orders->kafka'].map((name) =>
      link(name),
    ),
    link('fulfilment-2->kafka', 'fulfilment'),
  ],
};
const running = ['catalog-1', 'catalog-2', 'catalog-3', 'fulfilment-2'];

test('a service: its instances that run, and everybody who waits for it, up to the users', () => {
  expect(reachOf('catalog', shop, running)).toBe('every instance of catalog (3 run); gateway, orders and users wait for it');
  expect(reachOf('catalog', shop, [])).toBe('every instance of catalog; gateway, orders and users wait for it');
  expect(reachOf('gateway', shop, [])).toBe('every instance of gateway; users wait for it');
  expect(reachOf('fulfilment', shop, running)).toBe('every instance of fulfilment (1 run)');
});

test('an instance, a link and an engine', () => {
  expect(reachOf('catalog-2', shop, running)).toContain('one instance of catalog (3 run)');
  expect(reachOf('catalog->redis', shop, running)).toBe('every call of catalog to redis; gateway, orders and users wait for it');
  expect(reachOf('redis', shop, running)).toBe('everything that uses redis; catalog, gateway, orders and users wait for it');
  expect(reachOf('kafka', shop, running)).toContain('orders, fulfilment');
});

test('what is not on the map reaches nobody on it, and nothing is said before the map is here', () => {
  for (const target of ['alerts', 'platform', 'bundle-pricing', 'orders.placed.dlq', 'x->y'])
    expect(reachOf(target, shop, running)).toBeNull();
  expect(reachOf('catalog', null, running)).toBeNull();
});
