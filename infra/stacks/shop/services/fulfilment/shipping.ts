import type { ConsumedMessage, Log, Producer, Queryable } from '../../kit/kit.ts';
import { decodePlacedOrder, type PlacedOrder, parcelNumber, shipmentEvent, shippingService } from './placed-order.ts';
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
  /** Whether a parcel is booked first, under a number of its own. */
  numbersParcels(): boolean;
  /** Uniform in [0, 1). */
  random(): number;
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

  /** Handles one record; harmless when it is handled again, unless parcels are numbered. @throws when it must be tried again. */
  async handle(message: ConsumedMessage): Promise<void> {
    const order = await this.#decode(message);
    if (!order) return;
    await (this.#parts.numbersParcels() ? this.#bookNumbered(order, message) : this.#request(order));
  }

  async #request(order: PlacedOrder): Promise<void> {
    const { db, slot } = this.#parts;
    await db.query('insert into shipments (order_id, slot) values ($1, $2) on conflict do nothing', [order.orderId, slot], {
      name: 'request shipment',
    });
    // Also for a shipment that was there: an earlier try may have broken off right here.
    await this.#book(order);
  }

  /** A weak spot of 2.4.0: it books before it knows whether it has booked already, and stops at a row that is there. See README.md. */
  async #bookNumbered(order: PlacedOrder, { topic, partition, offset }: ConsumedMessage): Promise<void> {
    const { db, log, slot, random } = this.#parts;
    const parcel = parcelNumber(random());
    await this.#book(order, parcel);
    log.info('parcel booked', { orderId: order.orderId, parcel, topic, partition, offset });
    await db.query('insert into shipments (order_id, slot) values ($1, $2)', [order.orderId, slot], { name: 'request shipment' });
  }

  async #book(order: PlacedOrder, parcel?: string): Promise<void> {
    const service = shippingService(order, await this.#parts.expressOffered(order.orderId));
    const headers = { 'schema-version': '1', 'content-type': 'application/json' };
    const value = shipmentEvent(order, service, parcel);
    await this.#parts.producer.send({ topic: 'shipments.requested', key: order.orderId, value, headers });
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
