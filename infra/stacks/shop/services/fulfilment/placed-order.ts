export interface PlacedOrder {
  orderId: string;
  lineCount: number;
}

/**
 * Reads from a record of `orders.placed` what fulfilment needs, and tolerates everything else.
 * @param also another name under which its lines may stand
 * @throws Error when it cannot be read
 */
export function decodePlacedOrder(value: string, also: unknown = 'lines'): PlacedOrder {
  const record = JSON.parse(value) as Record<string, unknown>;
  const { schemaVersion, orderId, lines = record[String(also)] } = record;
  if (schemaVersion !== 1) throw new Error(`schema version ${String(schemaVersion)} is not known`);
  if (typeof orderId !== 'string' || orderId === '') throw new Error('orderId is not a text');
  if (!Array.isArray(lines) || lines.length === 0) throw new Error('lines is not a list with something in it');
  return { orderId, lineCount: lines.length };
}

export type ShippingService = 'STANDARD' | 'EXPRESS';

const mostExpressLines = 2;

/** How an order is shipped: small ones go express while that is offered. */
export function shippingService(order: PlacedOrder, expressOffered: boolean): ShippingService {
  return expressOffered && order.lineCount <= mostExpressLines ? 'EXPRESS' : 'STANDARD';
}

/** The value of a record of `shipments.requested`. `parcelNumber`: under which the carrier books it; left out, under the order id. */
export function shipmentEvent({ orderId, lineCount }: PlacedOrder, service: ShippingService, parcelNumber?: string): string {
  return JSON.stringify({ orderId, service, parcels: Math.ceil(lineCount / 4), parcelNumber });
}

/** A number for a parcel. `chance` is uniform in [0, 1). */
export function parcelNumber(chance: number): string {
  return `P${String(Math.floor(chance * 1e10)).padStart(10, '0')}`;
}
