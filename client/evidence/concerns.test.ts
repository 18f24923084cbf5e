import { describe, expect, test } from 'vitest';
import { concerns, servicesOf, traceFilterOf } from './concerns.ts';

const link = (id: string, from: string, to: string) => ({ link: id, from, to, kind: 'x', member: null });
const stack = {
  services: ['gateway', 'catalog', 'orders', 'fulfilment'].map((service) => ({ service, owner: 'o', slots: 1, version: '1' })),
  links: [
    link('users->gateway', 'users', 'gateway'),
    link('gateway->catalog', 'gateway', 'catalog'),
    link('catalog->redis', 'catalog', 'redis'),
    link('orders->kafka', 'orders', 'kafka'),
    link('fulfilment-1->kafka', 'fulfilment', 'kafka'),
    link('fulfilment-2->kafka', 'fulfilment', 'kafka'),
  ],
};

describe('a selection filters', () => {
  test('traces by service, by link, and for an engine by every link that leads to it', () => {
    expect(traceFilterOf(null, stack)).toEqual({ words: 'through any service' });
    expect(traceFilterOf('catalog', stack)).toMatchObject({ service: 'catalog' });
    expect(traceFilterOf('gateway', stack)).toMatchObject({ service: 'gateway' });
    expect(traceFilterOf('users->gateway', stack)).toMatchObject({ service: 'gateway' });
    expect(traceFilterOf('catalog->redis', stack)).toMatchObject({ link: 'catalog->redis' });
    expect(traceFilterOf('fulfilment->kafka', stack)).toMatchObject({ link: 'fulfilment-1->kafka,fulfilment-2->kafka' });
    expect(traceFilterOf('kafka', stack)).toMatchObject({ link: 'orders->kafka,fulfilment-1->kafka,fulfilment-2->kafka' });
    expect(traceFilterOf('redis', stack)).toEqual({ link: 'catalog->redis', words: 'over any link to redis' });
  });

  test('logs by who speaks: the caller of a link, all callers of an engine', () => {
    expect(servicesOf('catalog->redis', stack)).toEqual(['catalog']);
    expect(servicesOf('fulfilment-2->kafka', stack)).toEqual(['fulfilment']);
    expect(servicesOf('kafka', stack)).toEqual(['orders', 'fulfilment']);
    expect(servicesOf('orders', stack)).toEqual(['orders']);
    expect(servicesOf(null, stack)).toEqual([]);
  });

  test('changes by what they touch: the component, an end of the link, one slot of it', () => {
    expect(concerns('catalog', 'catalog->redis')).toBe(true);
    expect(concerns('redis', 'catalog->redis')).toBe(true);
    expect(concerns('orders->payments', 'payments')).toBe(true);
    expect(concerns('fulfilment-2', 'fulfilment->kafka')).toBe(true);
    expect(concerns('orders', 'catalog->redis')).toBe(false);
    expect(concerns('anything', null)).toBe(true);
  });
});
