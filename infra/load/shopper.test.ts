import { describe, expect, it } from 'vitest';
import { CartPool, cartValueCents } from './carts.ts';
import { Catalogue, type Product } from './catalogue.ts';
import { seededRandom } from './random.ts';
import { type PlannedRequest, Shopper } from './shopper.ts';

const products: Product[] = Array.from({ length: 40 }, (_, index) => ({
  id: index + 1,
  category: index % 2 ? 'garden' : 'books',
  name: index % 2 ? 'bright spade' : 'quiet atlas',
  cents: 100 + index,
}));

/** The checkout of a given cart; reorders that come before it are let go. */
function untilCart(shopper: Shopper, cartId: string): PlannedRequest {
  for (let count = 0; count < 50; count += 1) {
    const request = shopper.plan('checkout');
    if (request.step === 'checkout' && request.body?.includes(`"cartId":"${cartId}"`)) return request;
  }
  throw new Error(`no checkout of ${cartId}`);
}

function createShopper() {
  const random = seededRandom(23);
  const catalogue = new Catalogue(products, random);
  let ids = 0;
  const newKey = (): string => `id-${(ids += 1)}`;
  const carts = new CartPool(catalogue, random, newKey);
  return { shopper: new Shopper({ catalogue, carts, random, newKey }), carts, catalogue, random };
}

describe('catalogue', () => {
  it('makes a few products popular: the first tenth gets more than a third of the visits, yet all are seen', () => {
    const { catalogue, random } = createShopper();
    const visits = new Map<number, number>();
    for (let count = 0; count < 20_000; count += 1) {
      const { id } = catalogue.product(random);
      visits.set(id, (visits.get(id) ?? 0) + 1);
    }
    const counts = [...visits.values()].sort((a, b) => b - a);
    expect(counts).toHaveLength(40);
    expect(counts.slice(0, 4).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20_000 / 3);
  });

  it('browses known categories and searches words of names', () => {
    const { catalogue, random } = createShopper();
    for (let count = 0; count < 50; count += 1) {
      expect(catalogue.browsePath(random)).toMatch(/^\/products\?category=(books|garden)&page=[123]$/);
      expect(catalogue.searchPath(random)).toMatch(/^\/search\?q=(spade|atlas|bright%20spade|quiet%20atlas)$/);
    }
  });

  it('refuses to be empty', () => {
    expect(() => new Catalogue([], seededRandom(1))).toThrow(RangeError);
  });
});

describe('carts', () => {
  it('are planned with one to four different products', () => {
    const planned = createShopper().carts.plan(400);
    for (const { lines } of planned) {
      expect(lines.length).toBeGreaterThanOrEqual(1);
      expect(lines.length).toBeLessThanOrEqual(4);
      expect(new Set(lines.map(({ productId }) => productId)).size).toBe(lines.length);
    }
    expect(new Set(planned.map(({ lines }) => lines.length))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('come to their checkout in the order they were filled, each once', () => {
    const { carts } = createShopper();
    const planned = carts.plan(3000);
    for (const cart of planned) carts.putBack(cart);
    expect(carts.filled).toBe(3000);
    expect(Array.from({ length: 3000 }, () => carts.takeFilled()?.cartId)).toEqual(planned.map(({ cartId }) => cartId));
    expect(carts.takeFilled()).toBeUndefined();
  });
});

describe('shopper', () => {
  it('fills a cart item by item, and checks it out at the prices seen once it has all it wants', () => {
    const { shopper, carts } = createShopper();
    let cents = 0;
    for (let count = 0; carts.filled === 0 && count < 10; count += 1) {
      const request = shopper.plan('addToCart');
      expect(request.path).toBe('/carts/id-1/items');
      const { productId, quantity } = JSON.parse(request.body ?? '') as { productId: number; quantity: number };
      cents += quantity * (products.find(({ id }) => id === productId)?.cents ?? 0);
      request.ended(200);
    }
    const checkout = untilCart(shopper, 'id-1');
    expect(checkout).toMatchObject({ step: 'checkout', method: 'POST', path: '/checkout', valueCents: cents });
    expect(JSON.parse(checkout.body ?? '')).toMatchObject({
      cartId: 'id-1',
      customerId: expect.stringMatching(/^customer-\d+$/) as string,
      currency: expect.stringMatching(/^(EUR|USD|GBP)$/) as string,
    });
  });

  it('sends an idempotency key that no other checkout has', () => {
    const { shopper, carts } = createShopper();
    for (const cart of carts.plan(50)) carts.putBack(cart);
    const keys = Array.from({ length: 50 }, () => shopper.plan('checkout').headers['idempotency-key']);
    expect(new Set(keys).size).toBe(50);
  });

  it('pays mostly in EUR, at times in USD and GBP', () => {
    const { shopper, carts } = createShopper();
    for (const cart of carts.plan(2000)) carts.putBack(cart);
    const paid = Array.from({ length: 2000 }, () => (JSON.parse(shopper.plan('checkout').body ?? '') as { currency: string }).currency);
    const share = (currency: string): number => paid.filter((used) => used === currency).length / paid.length;
    expect(share('EUR')).toBeGreaterThan(0.8);
    expect(share('USD')).toBeGreaterThan(0.05);
    expect(share('GBP')).toBeGreaterThan(0.02);
  });

  it('orders the last order again with one checkout in ten, worth what that order was worth', () => {
    const { shopper, carts } = createShopper();
    const planned = carts.plan(4000);
    const worth = new Map(planned.map((cart) => [cart.cartId, cartValueCents(cart)]));
    for (const cart of planned) carts.putBack(cart);
    const lastCents = new Map<string, number>();
    let reorders = 0;
    for (let count = 0; count < 4000; count += 1) {
      const { body, valueCents, ended } = shopper.plan('checkout');
      const { cartId, customerId } = JSON.parse(body ?? '') as { cartId: string; customerId: string };
      if (!worth.has(cartId)) reorders += 1;
      expect(valueCents).toBe(worth.get(cartId) ?? lastCents.get(customerId) ?? 0);
      lastCents.set(customerId, valueCents);
      ended(201);
    }
    expect(reorders / 4000).toBeCloseTo(0.1, 1);
  });

  it('fills a cart instead of checking out nothing, and leaves a cart behind whose item was refused', () => {
    const { shopper, carts } = createShopper();
    const plans = Array.from({ length: 10 }, () => shopper.plan('checkout'));
    const instead = plans.find(({ step }) => step === 'addToCart') ?? expect.fail('no cart was filled');
    instead.ended(503);
    expect(shopper.plan('addToCart').path).not.toBe(instead.path);
    expect(carts.filled).toBe(0);
  });

  it('asks only about orders it knows, and looks at a product before the first one', () => {
    const { shopper } = createShopper();
    expect(shopper.plan('orderStatus').step).toBe('product');
    shopper.remember('ord-9');
    expect(shopper.plan('orderStatus')).toMatchObject({ step: 'orderStatus', path: '/orders/ord-9', orderId: 'ord-9' });
  });
});
