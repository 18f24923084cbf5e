import { ServiceError } from '../../kit/errors.ts';
import { type CartLine, type CheckoutRequest, type Order, type OrderLine, orderIdFor, sameRequest } from './order.ts';

/** What a checkout needs of the world. Each step may be repeated for the same order and has its effect once. */
export interface CheckoutPorts {
  /** The order the key stands for, if there is one, and what is in the cart. */
  begin(request: CheckoutRequest): Promise<{ known: Order | null; cart: CartLine[] }>;
  /** What a customer with an empty cart buys: the same as last time, or nothing. */
  reorder(customerId: string): Promise<CartLine[]>;
  quote(lines: CartLine[], currency: string): Promise<{ lines: OrderLine[]; totalCents: number }>;
  reserve(orderId: string, lines: CartLine[]): Promise<void>;
  /** False when the key was taken meanwhile. */
  insert(order: Order): Promise<boolean>;
  paymentMode(): 'sync' | 'deferred';
  pay(order: Order): Promise<'CAPTURED' | 'DECLINED'>;
  /** Makes the NEW order accepted, and its records are published, now or later. Harmless when it is accepted already. */
  accept(order: Order, status: 'CONFIRMED' | 'PENDING'): Promise<void>;
  decline(orderId: string): Promise<void>;
}

export interface CheckoutReply {
  status: 201 | 202;
  body: { orderId: string; status: 'CONFIRMED' | 'PENDING'; totalCents: number };
}

/**
 * One checkout, new or repeated. A repeated key gets the answer of the first; an order that broke off at its payment goes on there.
 * @throws ServiceError 409 `cart_empty`, 422 `payment_declined` or `idempotency_key_reused`; DependencyError when a service did not answer.
 */
export async function checkout(request: CheckoutRequest, ports: CheckoutPorts): Promise<CheckoutReply> {
  const { known, cart } = await ports.begin(request);
  const order = known ?? (await createOrder(request, cart, ports));
  if (!sameRequest(order, request)) {
    throw new ServiceError(422, 'idempotency_key_reused', 'This idempotency-key stands for another order: send a new one');
  }
  switch (order.status) {
    case 'CONFIRMED':
    case 'PENDING':
      return receipt(order, order.status);
    case 'DECLINED':
      throw declined();
    case 'NEW':
      return settle(order, ports);
  }
}

async function createOrder(request: CheckoutRequest, cart: CartLine[], ports: CheckoutPorts): Promise<Order> {
  const wanted = cart.length > 0 ? cart : await ports.reorder(request.customerId);
  if (wanted.length === 0) throw new ServiceError(409, 'cart_empty', 'There is nothing in the cart: add an item first');
  const orderId = orderIdFor(request.idempotencyKey);
  const { lines, totalCents } = await ports.quote(wanted, request.currency);
  await ports.reserve(orderId, wanted);
  const order: Order = { ...request, orderId, status: 'NEW', totalCents, lines };
  if (await ports.insert(order)) return order;
  const { known: faster } = await ports.begin(request);
  if (!faster) throw new Error(`order ${orderId} was neither written nor found`);
  return faster;
}

async function settle(order: Order, ports: CheckoutPorts): Promise<CheckoutReply> {
  if (ports.paymentMode() === 'deferred') {
    await ports.accept(order, 'PENDING');
    return receipt(order, 'PENDING');
  }
  if ((await ports.pay(order)) === 'DECLINED') {
    await ports.decline(order.orderId);
    throw declined();
  }
  await ports.accept(order, 'CONFIRMED');
  return receipt(order, 'CONFIRMED');
}

function receipt({ orderId, totalCents }: Order, status: 'CONFIRMED' | 'PENDING'): CheckoutReply {
  return { status: status === 'PENDING' ? 202 : 201, body: { orderId, status, totalCents } };
}

function declined(): ServiceError {
  return new ServiceError(422, 'payment_declined', 'The payment was declined: try another card');
}
