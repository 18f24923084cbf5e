import type { Kit } from '../../kit/kit.ts';
import { Shipping } from './shipping.ts';

/** Consumes placed orders and requests their shipments. */
export function defineFulfilment(kit: Kit): void {
  const shipping = new Shipping({
    db: kit.postgres({ max: 4 }),
    producer: kit.producer(),
    log: kit.log,
    slot: kit.slot,
    parkAfter: () => kit.policyNumber('records.parkAfter', 3),
    linesAlso: () => kit.behaviour('placedLinesAlso'),
    numbersParcels: () => kit.behaviour('parcels') === 'numbered',
    random: () => kit.random(),
    expressOffered: (orderId) => kit.flag('express-shipping', { targetingKey: orderId }),
  });
  kit.consumer({
    groupId: 'fulfilment',
    topics: ['orders.placed'],
    // All partitions side by side, so that one member left alone carries the whole topic.
    concurrency: 6,
    handle: (message) => shipping.handle(message),
  });
}
