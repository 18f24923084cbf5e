import { createHash } from 'node:crypto';

/** NEW: written, not accepted. CONFIRMED: accepted and paid. PENDING: accepted, payment outstanding. */
export type OrderStatus = 'NEW' | 'CONFIRMED' | 'PENDING' | 'DECLINED';

export interface CartLine {
  productId: number;
  quantity: number;
}

export interface OrderLine extends CartLine {
  name: string;
  unitCents: number;
}

export interface CheckoutRequest {
  idempotencyKey: string;
  cartId: string;
  customerId: string;
  currency: string;
}

export interface Order extends CheckoutRequest {
  orderId: string;
  status: OrderStatus;
  totalCents: number;
  lines: OrderLine[];
}

/** The id of the order a key stands for. Derived, so that a repeated checkout finds its reservation and payment as well. */
export function orderIdFor(idempotencyKey: string): string {
  return `ord-${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 24)}`;
}

/** Whether a repeated key repeats the request. A key that stands for another purchase must not answer with that one's order. */
export function sameRequest(order: CheckoutRequest, request: CheckoutRequest): boolean {
  return order.cartId === request.cartId && order.customerId === request.customerId && order.currency === request.currency;
}

/** What a customer is shown: a pending order is confirmed, or declined, by its payment. */
export function shownStatus(status: OrderStatus, payment: string | null): OrderStatus {
  if (status !== 'PENDING') return status;
  if (payment === 'CAPTURED') return 'CONFIRMED';
  return payment === 'DECLINED' ? 'DECLINED' : 'PENDING';
}
