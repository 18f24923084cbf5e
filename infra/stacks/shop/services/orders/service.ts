import * as z from 'zod';
import { ServiceError } from '../../kit/errors.ts';
import type { Kit, RouteRequest } from '../../kit/kit.ts';
import { passportHeader } from '../../kit/passport.ts';
import { addToCart, lastOrderLines } from './carts.ts';
import { type CheckoutPorts, checkout } from './checkout.ts';
import { dependenciesOf } from './dependencies.ts';
import { FreshnessMeter } from './freshness-meter.ts';
import type { CheckoutRequest } from './order.ts';
import { OrderStore } from './order-store.ts';
import { Outbox } from './outbox.ts';
import { type Parcel, parcelsBeside } from './parcels.ts';
import { recordsFor } from './records.ts';
import { salesByStatus } from './sales-report.ts';

const identifier = z.string().min(1).max(100);
const cartLineSchema = z.object({
  productId: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  quantity: z.int().min(1).max(99),
});
const checkoutSchema = z.object({ cartId: identifier, customerId: identifier, currency: z.string().regex(/^[A-Z]{3}$/) });
const keySchema = z.string().min(1).max(200);

/** Carts, checkout and order status. */
export function defineOrders(kit: Kit): void {
  const db = kit.postgres({ max: 4 });
  const store = new OrderStore(db);
  const outbox = new Outbox({
    db,
    producer: kit.producer(),
    log: kit.log,
    batch: { most: () => kit.policyNumber('outbox.batchMax', 1), waitMs: () => kit.policyNumber('outbox.batchWaitMs', 0) },
  });
  const meter = new FreshnessMeter({ db, sli: kit.sli, slot: kit.slot });
  const dependencies = dependenciesOf(kit);

  const portsFor = (request: RouteRequest): CheckoutPorts => ({
    ...dependencies(request.deadline),
    begin: (wanted) => store.begin(wanted),
    reorder: async (customerId) => ((await kit.flag('quick-reorder', { targetingKey: customerId })) ? lastOrderLines(db, customerId) : []),
    insert: (order) => store.insert(order),
    paymentMode: () => (kit.policyText('payments.mode', 'sync') === 'deferred' ? 'deferred' : 'sync'),
    decline: (orderId) => store.decline(orderId),
    async accept(order, status) {
      const accepted = { ...order, status };
      const context = {
        acceptedAt: new Date(kit.wallMs()).toISOString(),
        slot: kit.slot,
        version: kit.version,
        traceId: kit.traceId(),
        traceHeaders: kit.traceHeaders(),
        linesField: String(kit.behaviour('placedLinesField') ?? 'lines'),
      };
      const rows = await store.accept(accepted, { slot: kit.slot, records: recordsFor(accepted, context) });
      kit.annotate({ 'order.id': order.orderId, 'order.status': status, 'order.cents': order.totalCents });
      await outbox.publish(rows);
    },
  });

  /** Nothing where order pages show none. */
  const parcelsFor = async (orderId: string): Promise<{ parcels?: Parcel[] }> => {
    const most = kit.policyNumber('orderPage.parcels', 0);
    if (most <= 0) return {};
    return { parcels: await parcelsBeside(db, { orderId, most, joined: await kit.flag('parcels-joined', { targetingKey: orderId }) }) };
  };

  kit.route('POST', '/carts/:cartId/items', async ({ params, body }) => {
    const cartId = parse(identifier, params['cartId']);
    return { status: 200, body: { cartId, items: await addToCart(db, cartId, parse(cartLineSchema, body)) } };
  });
  kit.route('POST', '/orders', (request) => {
    requireValidPassport(kit, request);
    return checkout(checkoutRequest(request), portsFor(request));
  });
  kit.route('GET', '/orders/:id', async ({ params }) => {
    const order = await store.view(params['id'] ?? '');
    if (!order) throw new ServiceError(404, 'order_not_found', `There is no order ${params['id']}`);
    return { status: 200, body: { ...order, ...(await parcelsFor(order.orderId)) } };
  });
  kit.job('sales-report', 15_000, async () => kit.log.info('sales of the last ten minutes', { sales: await salesByStatus(db) }));
  kit.every(1000, () => meter.count());
  kit.every(1000, () => outbox.publishLeftOver());
  kit.every(500, () => outbox.clear());
}

/** What comes from the edge carries a passport, which must hold. Work of our own comes without one. @throws ServiceError 401 `pass_…` */
function requireValidPassport(kit: Kit, { headers }: RouteRequest): void {
  const passport = headers[passportHeader];
  if (passport === undefined) return;
  const problem = kit.passports.problem(String(passport));
  if (problem === null) return;
  kit.log.warn('passport of a customer refused', { problem, slot: kit.slot });
  throw new ServiceError(401, problem, `The passport of the customer does not hold here: ${problem}`);
}

function checkoutRequest({ headers, body }: RouteRequest): CheckoutRequest {
  const key = keySchema.safeParse(headers['idempotency-key']);
  if (!key.success) throw new ServiceError(400, 'idempotency_key_missing', 'Send the header idempotency-key, 1 to 200 characters');
  return { ...parse(checkoutSchema, body), idempotencyKey: key.data };
}

/** @throws ServiceError 400 naming the field. */
function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ServiceError(400, 'bad_request', z.prettifyError(parsed.error));
}
