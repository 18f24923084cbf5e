import type { ConsumedMessage, Log, Producer, Queryable } from '../../kit/kit.ts';
import { decodePlacedOrder, type PlacedOrder, shipmentEvent, shippingService } from './placed-order.ts';
import { PoisonGate } from './poison-gate.ts';

const deadLetterTopic = 'orders.placed.dlq';

interface ShippingParts {
  db: Queryable;
  producer: Producer;
  log: Log;
  slot: string;
  /** Tries before an undecodable record is parked; 0 keeps trying for ever. */
  parkAfter(): number;
  /** Another name under which the lines of an order may stand. */
  linesAlso(): unknown;
  /** Whether express is offered for this order. */
  expressOffered(orderId: string): Promise<boolean>;
}

/** Turns placed orders into requested shipments. */
export class Shipping {
  readonly #parts: ShippingParts;
  readonly #gate = new PoisonGate();

  constructor(parts: ShippingParts) {
    this.#parts = parts;
  }

  /** Handles one record; harmless when it is handled again. @throws when it must be tried again. */
  async handle(message: ConsumedMessage): Promise<void> {
    const order = await this.#decode(message);
    if (order) await this.#request(order);
  }

  async #request(order: PlacedOrder): Promise<void> {
    const { db, producer, slot } = this.#parts;
    const service = shippingService(order, await this.#parts.expressOffered(order.orderId));
    await db.query('insert into shipments (order_id, slot) values ($1, $2) on conflict do nothing', [order.orderId, slot], {
      name: 'request shipment',
    });
    // Also for a shipment that was there: an earlier try may have broken off right here.
    const headers = { 'schema-version': '1', 'content-type': 'application/json' };
    await producer.send({ topic: 'shipments.requested', key: order.orderId, value: shipmentEvent(order, service), headers });
  }

  async #decode(message: ConsumedMessage): Promise<PlacedOrder | null> {
    try {
      return decodePlacedOrder(message.value, this.#parts.linesAlso());
    } catch (error) {
      const { topic, partition, offset } = message;
      this.#parts.log.error('undecodable record', { topic, partition, offset, error });
      if (!this.#gate.failed(message, this.#parts.parkAfter())) throw error;
      await this.#park(message, error);
      return null;
    }
  }

  /** The record goes to the dead-letter topic as it is; what happened to it goes into the headers. */
  async #park({ topic, partition, offset, key, value, headers }: ConsumedMessage, error: unknown): Promise<void> {
    const origin = { 'dlq-group': 'fulfilment', 'dlq-topic': topic, 'dlq-partition': String(partition), 'dlq-offset': offset };
    const reason = error instanceof Error ? error.message : String(error);
    await this.#parts.producer.send({ topic: deadLetterTopic, key, value, headers: { ...headers, ...origin, 'dlq-reason': reason } });
    this.#parts.log.warn(`undecodable record parked on ${deadLetterTopic}`, { partition, offset });
  }
}
