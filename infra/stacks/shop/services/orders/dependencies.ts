import * as z from 'zod';
import { ServiceError } from '../../kit/errors.ts';
import type { Deadline, HttpReply, Kit } from '../../kit/kit.ts';
import type { CheckoutPorts } from './checkout.ts';
import type { CartLine, Order } from './order.ts';

const quoteSchema = z.object({
  lines: z.array(z.object({ productId: z.int(), name: z.string(), quantity: z.int(), unitCents: z.int().min(0) })),
  totalCents: z.int().min(0),
});

type Dependencies = (deadline: Deadline) => Pick<CheckoutPorts, 'quote' | 'reserve' | 'pay'>;

/** The services a checkout calls; each call ends with the customer's deadline. */
export function dependenciesOf(kit: Kit): Dependencies {
  const catalog = kit.http('catalog');
  const inventory = kit.http('inventory');
  const payments = kit.http('payments');
  return (deadline) => ({
    async quote(lines: CartLine[], currency: string) {
      const body = { currency, lines };
      const reply = await catalog.request({ method: 'POST', path: '/quote', name: 'POST /quote', body, deadline, retries: 1 });
      if (reply.status !== 200) throw refusedBy('catalog', reply, [422]);
      return quoteSchema.parse(reply.body);
    },
    async reserve(orderId: string, lines: CartLine[]) {
      const body = { orderId, lines };
      const reply = await inventory.request({
        method: 'POST',
        path: '/reservations',
        name: 'POST /reservations',
        body,
        deadline,
        retries: 1,
      });
      if (reply.status !== 201) throw refusedBy('inventory', reply, [409]);
    },
    async pay({ orderId, totalCents, currency }: Order) {
      const body = { orderId, cents: totalCents, currency };
      // No limit of its own: it waits as long as the customer does. A weak spot of this shop, see README.md.
      // The order id is the key, so it may be asked again; a policy decides whether it is.
      const reply = await payments.request({ method: 'POST', path: '/payments', name: 'POST /payments', body, deadline, retries: 0 });
      if (reply.status === 402) return 'DECLINED';
      if (reply.status !== 201) throw refusedBy('payments', reply, []);
      return 'CAPTURED';
    },
  });
}

/** Statuses in `passed` mean something to the customer; any other is a failure of the dependency. */
function refusedBy(dependency: string, reply: HttpReply, passed: readonly number[]): ServiceError {
  const { code, message } = (reply.body ?? {}) as { code?: string; message?: string };
  if (passed.includes(reply.status)) return new ServiceError(reply.status, code ?? 'refused', message ?? `${dependency} refused`);
  return new ServiceError(502, `${dependency}_failed`, `${dependency} answered ${reply.status}${code ? ` ${code}` : ''}`);
}
