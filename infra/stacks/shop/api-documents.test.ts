import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Stack, stackSchema } from '../../../core/stack/schema.ts';
import {
  asyncapi,
  documentedConsumers,
  documentedTopics,
  openapi,
  operations,
  recordSchemas,
  replySchema,
} from './api-documents.fixture.ts';
import type { Postgres } from './kit/kit.ts';
import { defineCatalog } from './services/catalog/service.ts';
import { parcelNumber, shipmentEvent } from './services/fulfilment/placed-order.ts';
import { defineFulfilment } from './services/fulfilment/service.ts';
import { defineGateway } from './services/gateway/service.ts';
import { defineInventory } from './services/inventory/service.ts';
import type { Order } from './services/orders/order.ts';
import { recordsFor } from './services/orders/records.ts';
import { defineOrders } from './services/orders/service.ts';
import { capturedEvent } from './services/payments/payment.ts';
import { definePayments } from './services/payments/service.ts';
import { Charges } from './services/psp/charges.ts';
import { consumed, type RecordingKit, recordingKit } from './services/recording-kit.fixture.ts';

const here = import.meta.dirname;
const stack: Stack = stackSchema.parse(parse(readFileSync(join(here, 'stack.yaml'), 'utf8')));
const definitions = {
  gateway: defineGateway,
  catalog: defineCatalog,
  orders: defineOrders,
  payments: definePayments,
  inventory: defineInventory,
  fulfilment: defineFulfilment,
};

function defined(service: keyof typeof definitions, db?: Postgres): RecordingKit {
  const recording = recordingKit(`${service}-1`, db);
  definitions[service](recording.kit);
  return recording;
}

/** The provider is outside of the kit: its routes are the cases of its source, health aside. */
function routesOfPsp(): string[] {
  const source = readFileSync(join(here, 'services/psp/server.ts'), 'utf8');
  return [...source.matchAll(/case '([A-Z]+ \/[^']*)'/g)].map(([, route]) => route ?? '').filter((route) => !route.endsWith('/healthz'));
}

/** `POST /carts/:cartId/items` as OpenAPI writes it, without the names of parameters: `POST /carts/{}/items`. */
const normalised = (route: string): string => route.replace(/:[A-Za-z]+|\{[A-Za-z]+\}/g, '{}');
const documentedFor = (service: string): string[] =>
  operations()
    .filter(({ services }) => services.includes(service))
    .map(({ method, path }) => normalised(`${method} ${path}`))
    .sort();

describe('openapi.yaml', () => {
  it('is OpenAPI 3.1 with unique operation ids, and names only services of the stack', () => {
    expect(openapi['openapi']).toMatch(/^3\.1\./);
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const known = [...Object.keys(stack.services), ...Object.keys(stack.externals)];
    for (const { services } of operations()) expect(known).toEqual(expect.arrayContaining(services));
  });

  it.each(Object.keys(definitions) as (keyof typeof definitions)[])('documents exactly the routes that %s registers', (service) => {
    expect([...defined(service).routes.keys()].map(normalised).sort()).toEqual(documentedFor(service));
  });

  it('documents exactly the routes of the payment provider', () => {
    expect(routesOfPsp().sort()).toEqual(documentedFor('psp'));
  });

  it('covers every service of the stack', () => {
    expect(Object.keys(definitions).sort()).toEqual(Object.keys(stack.services).sort());
  });

  it('describes what the payment provider answers', async () => {
    const { body, status } = await new Charges(
      7,
      { name: 'psp', settings: { medianMs: 480, fastestMs: 300, slowestMs: 800, feePermille: 14 } },
      { wait: async () => {} },
    ).charge('key', { orderId: 'o', cents: 1, currency: 'EUR' });
    expect(replySchema('POST /charges', status).safeParse(body).error).toBeUndefined();
    expect(replySchema('POST /charges', 201).safeParse({ state: 'captured' }).success).toBe(false);
  });
});

describe('asyncapi.yaml', () => {
  it('is AsyncAPI 3.1 and has exactly the topics of the stack, with their partitions', () => {
    expect(asyncapi['asyncapi']).toMatch(/^3\.1\./);
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(documentedTopics().sort(byName)).toEqual([...stack.engines.kafka.topics].sort(byName));
  });

  it('has exactly the consumers that the services register, each in a group of the stack', () => {
    const consumers = (Object.keys(definitions) as (keyof typeof definitions)[]).flatMap((service) =>
      defined(service).consumers.flatMap(({ groupId, topics }) => topics.map((topic) => `${groupId} ${topic}`)),
    );
    expect(consumers.sort()).toEqual(documentedConsumers());
  });

  const line = { productId: 7, name: 'quiet lamp', quantity: 2, unitCents: 500 };
  const order: Order = {
    orderId: 'o-1',
    idempotencyKey: 'k',
    cartId: 'c',
    customerId: 'u',
    currency: 'EUR',
    status: 'PENDING',
    totalCents: 1000,
    lines: [line],
  };
  const context = { acceptedAt: '2026-04-01T11:30:00.000Z', slot: 'orders-1', version: '3.8.0', traceId: '', traceHeaders: {} };

  it('describes the records that an accepted order owes', () => {
    for (const { topic, value, headers } of recordsFor(order, context)) {
      const schemas = recordSchemas(topic);
      expect(schemas.payload.safeParse(JSON.parse(value)).error).toBeUndefined();
      expect(schemas.headers.safeParse(headers).error).toBeUndefined();
    }
    const { totalCents: _dropped, ...without } = JSON.parse(recordsFor(order, context)[0]?.value ?? '') as Record<string, unknown>;
    expect(recordSchemas('orders.placed').payload.safeParse(without).success).toBe(false);
  });

  it('describes the record of a captured payment', () => {
    const value = JSON.parse(capturedEvent({ orderId: 'o-1', cents: 1000, currency: 'EUR' }, 'ch_1'));
    expect(recordSchemas('payments.captured').payload.safeParse(value).error).toBeUndefined();
  });

  it('describes a parcel that is booked under a number of its own', () => {
    const { payload } = recordSchemas('shipments.requested');
    for (const chance of [0, 0.5, 0.999]) {
      const value = JSON.parse(shipmentEvent({ orderId: 'o-1', lineCount: 1 }, 'STANDARD', parcelNumber(chance)));
      expect(payload.safeParse(value).error).toBeUndefined();
    }
    expect(payload.safeParse({ orderId: 'o-1', service: 'STANDARD', parcels: 1, parcelNumber: '7' }).success).toBe(false);
  });

  it('describes what fulfilment publishes and parks, and fulfilment reads what orders writes', async () => {
    const db = { query: async () => ({ rows: [], rowCount: 1 }) } as unknown as Postgres;
    const { consumers, sent } = defined('fulfilment', db);
    const placed = recordsFor(order, context)[0];
    if (!placed) throw new Error('no record');
    await consumers[0]?.handle(consumed(placed));
    const poison = consumed({ ...placed, value: '?', offset: '1' });
    for (let tries = 0; tries < 3; tries += 1) await Promise.resolve(consumers[0]?.handle(poison)).catch(() => {});
    expect(sent.map(({ topic }) => topic)).toEqual(['shipments.requested', 'orders.placed.dlq']);
    for (const { topic, value, headers } of sent) {
      const schemas = recordSchemas(topic);
      const payload: unknown = topic === 'orders.placed.dlq' ? value : JSON.parse(value);
      expect(schemas.payload.safeParse(payload).error).toBeUndefined();
      expect(schemas.headers.safeParse(headers).error).toBeUndefined();
    }
  });
});
