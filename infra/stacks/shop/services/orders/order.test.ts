import { describe, expect, it } from 'vitest';
import { orderIdFor, sameRequest, shownStatus } from './order.ts';

describe('orderIdFor', () => {
  it('gives a key always the same id, and different keys different ids', () => {
    expect(orderIdFor('key-1')).toBe(orderIdFor('key-1'));
    expect(orderIdFor('key-1')).toMatch(/^ord-[0-9a-f]{24}$/);
    expect(orderIdFor('key-2')).not.toBe(orderIdFor('key-1'));
  });
});

describe('sameRequest', () => {
  const request = { idempotencyKey: 'k', cartId: 'cart-1', customerId: 'customer-1', currency: 'EUR' };

  it('holds for a repetition and fails when cart, customer or currency differ', () => {
    expect(sameRequest(request, { ...request })).toBe(true);
    for (const other of [{ cartId: 'cart-2' }, { customerId: 'customer-2' }, { currency: 'USD' }]) {
      expect(sameRequest(request, { ...request, ...other })).toBe(false);
    }
  });
});

describe('shownStatus', () => {
  it('lets the payment decide a pending order, and no other', () => {
    expect(shownStatus('PENDING', null)).toBe('PENDING');
    expect(shownStatus('PENDING', 'DEFERRED')).toBe('PENDING');
    expect(shownStatus('PENDING', 'CAPTURED')).toBe('CONFIRMED');
    expect(shownStatus('PENDING', 'DECLINED')).toBe('DECLINED');
    expect(shownStatus('NEW', 'CAPTURED')).toBe('NEW');
    expect(shownStatus('CONFIRMED', null)).toBe('CONFIRMED');
  });
});
