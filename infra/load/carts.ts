import { shoppers } from '../../core/load-plan/shoppers.ts';
import type { Catalogue, Product } from './catalogue.ts';
import type { Random } from './random.ts';

export interface CartLine {
  productId: number;
  quantity: number;
  cents: number;
}

export interface Cart {
  cartId: string;
  lines: CartLine[];
  /** Lines it has when its customer is done choosing. */
  wantedLines: number;
}

/** Filled carts are dropped, oldest first, beyond this. */
const mostFilled = 10_000;

/**
 * The carts of the customers: some are being filled item by item, the filled ones wait for their checkout. A cart is in
 * one hand at a time: whoever takes one puts it back or forgets it.
 */
export class CartPool {
  readonly #catalogue: Catalogue;
  readonly #random: Random;
  readonly #newId: () => string;
  readonly #started: Cart[] = [];
  #filled: Cart[] = [];
  #head = 0;

  constructor(catalogue: Catalogue, random: Random, newId: () => string) {
    this.#catalogue = catalogue;
    this.#random = random;
    this.#newId = newId;
  }

  /** Carts that wait for their checkout. */
  get filled(): number {
    return this.#filled.length - this.#head;
  }

  /** A cart that still wants items: one already started, or a new one. */
  takeUnfinished(): Cart {
    return this.#started.pop() ?? this.#emptyCart();
  }

  /** The next item for a cart: a product it does not hold yet. */
  chooseLine(cart: Cart): CartLine {
    let product = this.#catalogue.product(this.#random);
    for (let tries = 0; tries < 8 && holds(cart, product); tries += 1) product = this.#catalogue.product(this.#random);
    return { productId: product.id, quantity: this.#random() < shoppers.singleArticleShare ? 1 : 2, cents: product.cents };
  }

  putBack(cart: Cart): void {
    if (cart.lines.length < cart.wantedLines) {
      this.#started.push(cart);
      return;
    }
    this.#filled.push(cart);
    if (this.filled > mostFilled) this.#head += 1;
  }

  /** The cart that has waited longest for its checkout; undefined when none is filled. */
  takeFilled(): Cart | undefined {
    const cart = this.#filled[this.#head];
    if (!cart) return undefined;
    this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#filled.length) {
      this.#filled = this.#filled.slice(this.#head);
      this.#head = 0;
    }
    return cart;
  }

  /** Filled carts for the caller to store; they are not in the pool until put back. */
  plan(count: number): Cart[] {
    return Array.from({ length: count }, () => {
      const cart = this.#emptyCart();
      for (let tries = 0; cart.lines.length < cart.wantedLines && tries < 20; tries += 1) {
        const line = this.chooseLine(cart);
        if (!cart.lines.some(({ productId }) => productId === line.productId)) cart.lines.push(line);
      }
      cart.wantedLines = cart.lines.length;
      return cart;
    });
  }

  #emptyCart(): Cart {
    const draw = this.#random();
    return { cartId: this.#newId(), lines: [], wantedLines: 1 + shoppers.cartLinesUpTo.findIndex((share) => draw < share) };
  }
}

/** Cents of everything in the cart, at the prices its customer saw. */
export function cartValueCents(cart: Cart): number {
  return cart.lines.reduce((sum, { cents, quantity }) => sum + cents * quantity, 0);
}

function holds(cart: Cart, product: Product): boolean {
  return cart.lines.some(({ productId }) => productId === product.id);
}
