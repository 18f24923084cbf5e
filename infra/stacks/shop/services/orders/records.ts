import { createHash } from 'node:crypto';
import type { Order, OrderLine } from './order.ts';

/** A record for Kafka, as the outbox keeps it. */
export interface OutgoingRecord {
  topic: string;
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** Where and when an order was accepted; goes into the audit trail of its record. */
export interface AcceptanceContext {
  /** ISO 8601. */
  acceptedAt: string;
  slot: string;
  version: string;
  traceId: string;
  /** Of the checkout's trace: its records stay in it, however late they are published. */
  traceHeaders: Record<string, string>;
  /** Name of the field that holds the lines: `lines` by the contract. */
  linesField?: string;
}

const ownHeaders = { 'schema-version': '1', 'content-type': 'application/json' };

/** The records an accepted order owes to the other services. A pending order also owes its payment. */
export function recordsFor(order: Order, context: AcceptanceContext): OutgoingRecord[] {
  const headers = { ...ownHeaders, ...context.traceHeaders };
  const placed = { topic: 'orders.placed', key: order.orderId, value: JSON.stringify(placedEvent(order, context)), headers };
  if (order.status !== 'PENDING') return [placed];
  const { orderId, totalCents: cents, currency } = order;
  const owed = JSON.stringify({ orderId, cents, currency, deferredAt: context.acceptedAt });
  return [placed, { topic: 'payments.deferred', key: orderId, value: owed, headers }];
}

/**
 * The fact that an order was placed, complete: consumers ask nobody else. At least 2 KB for the smallest order,
 * so that bandwidth limits on a consumer's link are felt as they would be with real records.
 */
export function placedEvent(order: Order, context: AcceptanceContext): Record<string, unknown> {
  const customer = customerCard(order.customerId);
  return {
    schemaVersion: 1,
    eventId: `evt-${order.orderId}`,
    type: 'orders.placed',
    orderId: order.orderId,
    customerId: order.customerId,
    cartId: order.cartId,
    status: order.status,
    totalCents: order.totalCents,
    currency: order.currency,
    acceptedAt: context.acceptedAt,
    [context.linesField ?? 'lines']: order.lines.map(placedLine),
    customer: { name: customer.name, email: customer.email, phone: customer.phone, locale: 'en-GB', since: '2021-05-04' },
    billingAddress: customer.address,
    shippingAddress: {
      ...customer.address,
      instructions: 'Leave with a neighbour when nobody answers the door; please do not put it behind the bins.',
    },
    payment: { method: 'card', state: order.status === 'PENDING' ? 'outstanding' : 'captured', idempotencyKey: order.orderId },
    delivery: { carrier: 'parcel', promisedDays: 3, signature: false, packaging: 'reusable', notify: ['email', 'sms'] },
    consents: { termsVersion: '2026-01', privacyVersion: '2025-11', marketing: false, acceptedFrom: 'web' },
    audit: auditTrail(order, context),
  };
}

function placedLine({ productId, name, quantity, unitCents }: OrderLine): Record<string, unknown> {
  const grossCents = quantity * unitCents;
  const taxCents = Math.round((grossCents * 19) / 119);
  return {
    productId,
    sku: `SKU-${String(productId).padStart(6, '0')}`,
    name,
    quantity,
    unitCents,
    grossCents,
    taxCents,
    taxRate: '19%',
    warehouse: 'W1',
    returnDays: 30,
  };
}

const auditedSteps = [
  ['cart.loaded', 'orders', 'The lines were taken from the cart of the customer'],
  ['quote.accepted', 'catalog', 'Prices were fixed for this order and stay valid for it'],
  ['stock.held', 'inventory', 'All lines are held for this order until it is picked'],
  ['order.written', 'orders', 'The order was written under its idempotency key'],
  ['payment.settled', 'payments', 'Payment was captured, or deferred under the deferral policy'],
  ['order.accepted', 'orders', 'The customer was told that the order is accepted'],
] as const;

function auditTrail(order: Order, { acceptedAt, slot, version, traceId }: AcceptanceContext): Record<string, unknown>[] {
  return auditedSteps.map(([step, service, note]) => ({
    step,
    service,
    at: acceptedAt,
    by: `${slot}@${version}`,
    trace: traceId,
    digest: createHash('sha256').update(`${order.orderId} ${step}`).digest('hex').slice(0, 32),
    note,
  }));
}

interface CustomerCard {
  name: string;
  email: string;
  phone: string;
  address: Record<string, string>;
}

const givenNames = ['Alex', 'Robin', 'Sam', 'Kim', 'Noa', 'Luca', 'Mika', 'Jules'];
const streets = [
  'Harbour Street',
  'Station Road',
  'Mill Lane',
  'Garden Row',
  'Castle Hill',
  'Market Square',
  'Bridge Street',
  'Church Walk',
];

/** Made-up particulars, the same for the same customer. */
function customerCard(customerId: string): CustomerCard {
  const bytes = createHash('sha256').update(customerId).digest();
  const name = `${pick(givenNames, bytes[0])} Example`;
  const digits = String(bytes.readUInt32BE(2) % 10_000_000).padStart(7, '0');
  return {
    name,
    email: `${customerId}@customers.example`,
    phone: `+44 20 ${digits}`,
    address: {
      name,
      street: pick(streets, bytes[1]),
      number: String((bytes[6] ?? 0) + 1),
      postcode: digits.slice(0, 5),
      city: 'Exampleton',
      region: 'North Example',
      country: 'GB',
    },
  };
}

function pick(choices: readonly string[], byte: number | undefined): string {
  return choices[(byte ?? 0) % choices.length] ?? '';
}
