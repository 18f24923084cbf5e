import { describe, expect, it } from 'vitest';
import type { Order } from './order.ts';
import { placedEvent, recordsFor } from './records.ts';

const context = { acceptedAt: '2026-04-01T11:30:00.000Z', slot: 'orders-1', version: '3.8.0', traceId: '', traceHeaders: {} };

function order(lineCount: number, status: Order['status'] = 'CONFIRMED'): Order {
  const lines = Array.from({ length: lineCount }, (_, index) => ({ productId: index + 1, name: 'a b', quantity: 1, unitCents: 100 }));
  return { orderId: 'o', idempotencyKey: 'k', cartId: 'c', customerId: 'u', currency: 'EUR', status, totalCents: 100 * lineCount, lines };
}

describe('orders.placed', () => {
  it('has at least 2 KB for the smallest order, and less than 8 KB for ten lines', () => {
    const sizes = [1, 10].map((lineCount) => Buffer.byteLength(JSON.stringify(placedEvent(order(lineCount), context))));
    console.log(`orders.placed: ${sizes[0]} bytes with one line, ${sizes[1]} with ten`);
    expect(sizes[0]).toBeGreaterThanOrEqual(2048);
    expect(sizes[1]).toBeLessThan(8192);
  });

  it('carries the order, its lines with tax, and the same customer every time', () => {
    const event = placedEvent(order(2), context);
    expect(event).toMatchObject({ schemaVersion: 1, orderId: 'o', totalCents: 200, payment: { state: 'captured' } });
    expect(event['lines']).toMatchObject([{ productId: 1, grossCents: 100, taxCents: 16 }, { productId: 2 }]);
    expect(placedEvent(order(2), context)).toEqual(event);
  });
});

describe('recordsFor', () => {
  it('owes one record for a paid order, keyed by its id and with the schema version', () => {
    const records = recordsFor(order(1), context);
    expect(records).toMatchObject([{ topic: 'orders.placed', key: 'o', headers: { 'schema-version': '1' } }]);
  });

  it('owes the payment as well when the order is pending', () => {
    const records = recordsFor(order(3, 'PENDING'), context);
    expect(records.map(({ topic }) => topic)).toEqual(['orders.placed', 'payments.deferred']);
    expect(JSON.parse(records[1]?.value ?? '')).toMatchObject({ orderId: 'o', cents: 300, currency: 'EUR' });
  });
});
