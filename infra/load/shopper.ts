import { shoppers } from '../../core/load-plan/shoppers.ts';
import type { JourneyStep } from '../../core/stack/schema.ts';
import { type Cart, type CartLine, type CartPool, cartValueCents } from './carts.ts';
import type { Catalogue } from './catalogue.ts';
import { Habits } from './habits.ts';
import { pick, type Random, randomInt } from './random.ts';

/** One request of a user, ready to be sent. */
export interface PlannedRequest {
  /** The step it really is: a user with nothing to check out fills a cart instead, one without an order looks at a product. */
  step: JourneyStep;
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  /** JSON; null sends none. */
  body: string | null;
  valueCents: number;
  /** Order the request is about, or empty. */
  orderId: string;
  /** Told the status once there is an answer, 0 when there is none. */
  ended(status: number): void;
}

const { customers, ordersRemembered, reorderShare, currenciesUpTo: currencies } = shoppers;

const currencyNames = currencies.map(([name]) => name);
const customerIds = Array.from({ length: customers }, (_, index) => `customer-${index + 1}`);
/** Still linked from elsewhere, no longer in the catalogue. */
const withdrawnProduct = 900_001;

export interface ShopperParts {
  catalogue: Catalogue;
  carts: CartPool;
  random: Random;
  newKey: () => string;
  habits?: Habits;
}

/** Turns journey steps into requests; remembers carts and orders, so that each request makes sense to the shop. */
export class Shopper {
  readonly #parts: ShopperParts;
  readonly #habits: Habits;
  readonly #orders: string[] = [];
  #nextOrder = 0;
  /** What each customer's last accepted order was worth; those from before this run are not known. */
  readonly #lastCents = new Map<string, number>();

  constructor(parts: ShopperParts) {
    this.#parts = parts;
    this.#habits = parts.habits ?? new Habits();
  }

  /** An accepted order that its customer may ask about later. */
  remember(orderId: string): void {
    this.#orders[this.#nextOrder] = orderId;
    this.#nextOrder = (this.#nextOrder + 1) % ordersRemembered;
  }

  plan(step: JourneyStep): PlannedRequest {
    const { catalogue, random } = this.#parts;
    switch (step) {
      case 'browse':
        return get('browse', catalogue.browsePath(random));
      case 'search':
        return get('search', catalogue.searchPath(random));
      case 'addToCart':
        return this.#addToCart();
      case 'checkout':
        return this.#checkout();
      case 'orderStatus':
        return this.#orderStatus();
      default:
        return get('product', `/products/${catalogue.product(random).id}`);
    }
  }

  #addToCart(): PlannedRequest {
    const { carts } = this.#parts;
    const cart = carts.takeUnfinished();
    const line = carts.chooseLine(cart);
    const productId = this.#habits.wantsWithdrawn(this.#parts.random) ? withdrawnProduct : line.productId;
    const { quantity } = line;
    return {
      ...post('addToCart', `/carts/${cart.cartId}/items`, { productId, quantity }),
      ended: (status) => settleLine(carts, { cart, line, status }),
    };
  }

  #checkout(): PlannedRequest {
    const { carts, random } = this.#parts;
    const customerId = this.#habits.preferred('customerId', customerIds, random) ?? `customer-${randomInt(random, 1, customers)}`;
    if (random() < reorderShare)
      return this.#pay(customerId, { cartId: this.#parts.newKey(), cents: this.#lastCents.get(customerId) ?? 0 });
    const cart = carts.takeFilled();
    // The cart is not used again, whatever the answer: after a failure nobody knows whether the shop has emptied it.
    return cart ? this.#pay(customerId, { cartId: cart.cartId, cents: cartValueCents(cart) }) : this.#addToCart();
  }

  #pay(customerId: string, { cartId, cents }: { cartId: string; cents: number }): PlannedRequest {
    const { random, newKey } = this.#parts;
    const draw = random();
    const usual = currencies.find(([, upTo]) => draw < upTo)?.[0] ?? 'EUR';
    const currency = this.#habits.preferred('currency', currencyNames, random) ?? usual;
    const request = post('checkout', '/checkout', { cartId, customerId, currency });
    request.headers['idempotency-key'] = newKey();
    return {
      ...request,
      valueCents: cents,
      ended: (status) => {
        if (status === 201 || status === 202) this.#lastCents.set(customerId, cents);
      },
    };
  }

  #orderStatus(): PlannedRequest {
    if (this.#orders.length === 0) return this.plan('product');
    const orderId = pick(this.#parts.random, this.#orders);
    return { ...get('orderStatus', `/orders/${encodeURIComponent(orderId)}`), orderId };
  }
}

/** The item is in the cart when the shop said so; a cart whose request failed is left behind by its customer. */
function settleLine(carts: CartPool, { cart, line, status }: { cart: Cart; line: CartLine; status: number }): void {
  if (status < 200 || status > 299) return;
  const held = cart.lines.find(({ productId }) => productId === line.productId);
  if (held) held.quantity += line.quantity;
  else cart.lines.push(line);
  carts.putBack(cart);
}

const nothing = (): void => {};

function get(step: JourneyStep, path: string): PlannedRequest {
  return { step, method: 'GET', path, headers: {}, body: null, valueCents: 0, orderId: '', ended: nothing };
}

function post(step: JourneyStep, path: string, payload: Record<string, unknown>): PlannedRequest {
  const headers = { 'content-type': 'application/json' };
  return { step, method: 'POST', path, headers, body: JSON.stringify(payload), valueCents: 0, orderId: '', ended: nothing };
}
