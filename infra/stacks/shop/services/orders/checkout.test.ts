import { describe, expect, it } from 'vitest';
import { type CheckoutPorts, checkout } from './checkout.ts';
import type { Order } from './order.ts';

const request = { idempotencyKey: 'key-1', cartId: 'cart-1', customerId: 'customer-1', currency: 'EUR' };

/** Ports over a map, which write down what was asked of them. */
function world(changes: Partial<CheckoutPorts> = {}): { ports: CheckoutPorts; orders: Map<string, Order>; steps: string[] } {
  const orders = new Map<string, Order>();
  const steps: string[] = [];
  const byId = (orderId: string): Order | undefined => [...orders.values()].find((order) => order.orderId === orderId);
  const base: CheckoutPorts = {
    begin: async ({ idempotencyKey }) => ({ known: orders.get(idempotencyKey) ?? null, cart: [{ productId: 7, quantity: 2 }] }),
    reorder: async () => [],
    quote: async (lines) => ({ lines: lines.map((line) => ({ ...line, name: 'quiet lamp', unitCents: 500 })), totalCents: 1000 }),
    reserve: async () => {},
    insert: async (order) => {
      if (orders.has(order.idempotencyKey)) return false;
      orders.set(order.idempotencyKey, { ...order });
      return true;
    },
    paymentMode: () => 'sync',
    pay: async () => 'CAPTURED',
    accept: async (order, status) => {
      const stored = byId(order.orderId);
      if (stored?.status === 'NEW') stored.status = status;
    },
    decline: async (orderId) => {
      const stored = byId(orderId);
      if (stored) stored.status = 'DECLINED';
    },
    ...changes,
  };
  const traced = ['quote', 'reserve', 'insert', 'pay', 'accept', 'decline'] as const;
  const ports = { ...base };
  for (const name of traced) {
    const original = base[name] as (...given: unknown[]) => unknown;
    ports[name] = ((...given: unknown[]) => {
      steps.push(name);
      return original(...given);
    }) as never;
  }
  return { ports, orders, steps };
}

describe('checkout', () => {
  it('quotes, holds, writes, pays and accepts, in this order, and answers 201', async () => {
    const { ports, steps } = world();
    expect(await checkout(request, ports)).toMatchObject({ status: 201, body: { status: 'CONFIRMED', totalCents: 1000 } });
    expect(steps).toEqual(['quote', 'reserve', 'insert', 'pay', 'accept']);
  });

  it('answers a repeated key from the order, without doing anything again', async () => {
    const { ports, steps, orders } = world();
    const first = await checkout(request, ports);
    steps.length = 0;
    expect(await checkout(request, ports)).toEqual(first);
    expect(steps).toEqual([]);
    expect(orders.size).toBe(1);
  });

  it('goes on at the payment when an earlier try broke off there', async () => {
    const { ports, steps } = world();
    await expect(checkout(request, { ...ports, pay: () => Promise.reject(new Error('deadline')) })).rejects.toThrow('deadline');
    steps.length = 0;
    expect((await checkout(request, ports)).status).toBe(201);
    expect(steps).toEqual(['pay', 'accept']);
  });

  it('ends in one order when two tries with one key race', async () => {
    const { ports, orders } = world();
    const replies = await Promise.all([checkout(request, ports), checkout(request, ports)]);
    expect(replies[0]).toEqual(replies[1]);
    expect(orders.size).toBe(1);
  });

  it('leaves the payment out in deferred mode: 202, PENDING, and so on every repetition', async () => {
    const { ports, steps } = world({ paymentMode: () => 'deferred' });
    const first = await checkout(request, ports);
    expect(first).toMatchObject({ status: 202, body: { status: 'PENDING' } });
    expect(steps).not.toContain('pay');
    expect(await checkout(request, { ...ports, paymentMode: () => 'sync' })).toEqual(first);
  });

  it('refuses a declined payment with 422, now and on repetition', async () => {
    const { ports, steps } = world({ pay: async () => 'DECLINED' });
    await expect(checkout(request, ports)).rejects.toMatchObject({ status: 422, code: 'payment_declined' });
    expect(steps).not.toContain('accept');
    await expect(checkout(request, ports)).rejects.toMatchObject({ status: 422, code: 'payment_declined' });
  });

  it('refuses an empty cart before it asks any other service', async () => {
    const { ports, steps } = world({ begin: async () => ({ known: null, cart: [] }) });
    await expect(checkout(request, ports)).rejects.toMatchObject({ status: 409, code: 'cart_empty' });
    expect(steps).toEqual([]);
  });

  it('buys the same as last time when the cart is empty and the customer has a last time', async () => {
    const { ports, orders } = world({
      begin: async () => ({ known: null, cart: [] }),
      reorder: async () => [{ productId: 9, quantity: 1 }],
    });
    expect((await checkout(request, ports)).status).toBe(201);
    expect(orders.get('key-1')?.lines).toMatchObject([{ productId: 9, quantity: 1 }]);
  });

  it('refuses a key that stands for another purchase', async () => {
    const { ports } = world();
    await checkout(request, ports);
    await expect(checkout({ ...request, cartId: 'cart-2' }, ports)).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });
});
