import * as z from 'zod';
import { ServiceError } from '../../kit/errors.ts';
import type { Kit } from '../../kit/kit.ts';
import { orderIdOf } from './placed-order.ts';
import { StockStore } from './stock-store.ts';

const reservationSchema = z.object({
  orderId: z.string().min(1).max(100),
  lines: z
    .array(z.object({ productId: z.int().min(1), quantity: z.int().min(1).max(99) }))
    .min(1)
    .max(100),
});

/** Far longer than any checkout lives, so that nothing is taken from under one. */
const staleAfterMs = 10 * 60_000;

/** Holds stock for checkouts and lets it go when an order was placed. */
export function defineInventory(kit: Kit): void {
  const store = new StockStore(kit.postgres({ max: 4 }));

  kit.route('POST', '/reservations', async ({ body }) => {
    const parsed = reservationSchema.safeParse(body);
    if (!parsed.success) throw new ServiceError(400, 'bad_request', z.prettifyError(parsed.error));
    const { orderId, lines } = parsed.data;
    const short = await store.reserve(orderId, lines);
    if (short.length > 0) throw new ServiceError(409, 'out_of_stock', `There is not enough of product ${short.join(', ')}`);
    return { status: 201, body: { orderId, state: 'HELD' } };
  });
  kit.consumer({
    groupId: 'inventory',
    topics: ['orders.placed'],
    concurrency: 6,
    async handle({ value, partition, offset }) {
      const orderId = decodeOrNull(value, (error) => {
        // Fulfilment parks it: once on the dead-letter topic is enough, and replaying it there reaches us too.
        kit.log.error('undecodable record of orders.placed left to fulfilment', { partition, offset, error });
      });
      if (orderId) await store.take(orderId);
    },
  });
  kit.job('stale-reservations', 30_000, async () => {
    const released = await store.releaseStale(staleAfterMs);
    if (released > 0) kit.log.info(`released ${released} reservations without an order`);
  });
}

function decodeOrNull(value: string, onError: (error: unknown) => void): string | null {
  try {
    return orderIdOf(value);
  } catch (error) {
    onError(error);
    return null;
  }
}
