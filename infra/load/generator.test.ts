import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, type TestContext, vi } from 'vitest';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { LoadBoot } from './boot.ts';
import { type Generator, startGenerator } from './generator.ts';
import type { ShipmentTimes } from './order-book.ts';
import type { ShopRecords } from './shop-records.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve({ onTestFinished }: TestContext, answer: Answer): Promise<{ url: string; paths: string[] }> {
  const paths: string[] = [];
  const server: Server = createServer((request, response) => {
    paths.push(`${request.method} ${request.url}`);
    request.resume();
    request.on('end', () => answer(request, response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

function shopRecords(shipments: (ids: readonly string[]) => ShipmentTimes = () => new Map()) {
  const stored: string[] = [];
  const records: ShopRecords = {
    products: async (most) => Array.from({ length: most }, (_, id) => ({ id: id + 1, category: 'toys', name: 'red kite', cents: 1000 })),
    storeCarts: async (carts) => void stored.push(...carts.map(({ cartId }) => cartId)),
    shipmentTimes: async (ids) => shipments(ids),
    close: async () => {},
  };
  return { records, stored };
}

const onlyCheckout = { browse: 0, product: 0, search: 0, addToCart: 0, checkout: 1, orderStatus: 0 };
const boot: Omit<LoadBoot, 'gatewayUrl'> = {
  ratePerSecond: 60,
  maxRatePerSecond: 300,
  wave: { amplitude: 0, periodSeconds: 120 },
  mix: { browse: 1, product: 0, search: 0, addToCart: 0, checkout: 0, orderStatus: 0 },
  botShare: 0,
  abortShare: 0,
  clients: {},
  slis: [
    { name: 'availability', journey: 'browse', sli: 'availability', thresholdMs: 600 },
    { name: 'latency', journey: 'browse', sli: 'latency', thresholdMs: 150 },
    { name: 'checkouts', journey: 'checkout', sli: 'availability', thresholdMs: 600 },
    { name: 'fresh', journey: 'order', sli: 'freshness', thresholdMs: 300 },
  ],
  seed: 41,
  ledgerDatabase: { host: '127.0.0.1', port: 1, user: 'none', database: 'none' },
  productCount: 20,
};

/** So long that a busy machine is no slow shop. */
const patient = boot.slis.map((sli) => ({ ...sli, thresholdMs: 10_000 }));

interface Running {
  url: string;
  changes?: Partial<LoadBoot>;
  records?: ShopRecords;
}

async function run({ onTestFinished }: TestContext, { url, changes = {}, records = shopRecords().records }: Running) {
  const seconds: LedgerSecond[] = [];
  const generator: Generator = await startGenerator({ ...boot, gatewayUrl: url, ...changes }, records, (second) => seconds.push(second));
  onTestFinished(() => generator.stop());
  const total = (sli: string) => ({
    good: seconds.reduce((sum, second) => sum + (second.sli[sli]?.good ?? 0), 0),
    bad: seconds.reduce((sum, second) => sum + (second.sli[sli]?.bad ?? 0), 0),
  });
  const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), { timeout: 20_000, interval: 20 });
  return { generator, seconds, total, until };
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'x-trace-id': 'trace-1' });
  response.end(JSON.stringify(body));
};

describe.concurrent('load generator', { timeout: 20_000 }, () => {
  it('[AV5] keeps its rate, calls as the clients of the stack do, and finds a healthy shop good', async (test) => {
    const ids = new Set<unknown>();
    const shop = await serve(test, (request, response) => {
      ids.add(request.headers['x-client-id']);
      json(response, 200, { items: [] });
    });
    const clients = { 'partner-atlas': { share: 1, prefix: '/v1', summary: '' } };
    const { seconds, total, until } = await run(test, { ...shop, changes: { clients } });
    await until(() => seconds.length >= 4);
    const asked = seconds.slice(1, 4).reduce((sum, second) => sum + second.asked, 0);
    const sent = seconds.slice(1, 4).reduce((sum, second) => sum + second.sent, 0);
    expect(asked / 3).toBeGreaterThan(52);
    expect(asked / 3).toBeLessThan(68);
    expect(Math.abs(sent - asked)).toBeLessThanOrEqual(3);
    const usual = seconds.slice(1, 4).reduce((sum, second) => sum + (second.usual ?? 0), 0);
    expect(Math.abs(usual - asked)).toBeLessThanOrEqual(3);
    expect(total('availability').bad).toBe(0);
    expect(total('availability').good).toBeGreaterThan(150);
    expect(seconds[1]?.latency.browse?.count).toBeGreaterThan(50);
    expect([...ids]).toEqual(['partner-atlas']);
    expect(shop.paths.every((path) => path.startsWith('GET /v1/products'))).toBe(true);
  });

  it('goes on sending while the shop hangs, and calls each request bad at its deadline', async (test) => {
    const shop = await serve(test, () => {});
    const { seconds, total, until } = await run(test, shop);
    await until(() => seconds.length >= 3);
    expect(shop.paths.length).toBeGreaterThan(110);
    expect(total('latency').good).toBe(0);
    expect(total('latency').bad).toBeGreaterThan(90);
    expect(total('availability').bad).toBeGreaterThan(60);
    expect(total('availability').bad).toBeLessThan(total('latency').bad);
    expect(seconds.at(-1)?.failures[0]).toEqual({ step: 'browse', status: 0, orderId: '', traceId: '' });
  });

  it('calls 5xx bad for availability, leaves them out of latency, and reports at most five with their trace', async (test) => {
    const shop = await serve(test, (_, response) => json(response, 500, { code: 'internal' }));
    const { seconds, total, until } = await run(test, { ...shop, changes: { slis: patient } });
    await until(() => seconds.length >= 2);
    expect(total('availability').good).toBe(0);
    expect(total('availability').bad).toBeGreaterThan(50);
    expect(total('latency')).toEqual({ good: 0, bad: 0 });
    expect(seconds.at(-1)?.failures).toHaveLength(5);
    expect(seconds.at(-1)?.failures[0]).toEqual({ step: 'browse', status: 500, orderId: '', traceId: 'trace-1' });
  });

  it('finds a slow shop available and late', async (test) => {
    const shop = await serve(test, (_, response) => void setTimeout(() => json(response, 200, {}), 300));
    const slis = patient.map((sli) => (sli.name === 'latency' ? { ...sli, thresholdMs: 150 } : sli));
    const { seconds, total, until } = await run(test, { ...shop, changes: { slis } });
    await until(() => seconds.length >= 3);
    expect(total('availability').bad).toBe(0);
    expect(total('latency').good).toBe(0);
    expect(total('latency').bad).toBeGreaterThan(80);
    expect(seconds.at(-1)?.latency.browse?.p50).toBeGreaterThan(290);
  });

  it('calls a connection that breaks in the middle of an answer bad', async (test) => {
    const shop = await serve(test, (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    const { seconds, total, until } = await run(test, shop);
    await until(() => seconds.length >= 2);
    expect(total('availability').good).toBe(0);
    expect(total('availability').bad).toBeGreaterThan(50);
  });

  it('checks out carts that were stored, and decides each accepted order by its shipment', async (test) => {
    let orders = 0;
    const shop = await serve(test, (request, response) =>
      json(response, request.url === '/checkout' ? 201 : 404, { orderId: `ord-${(orders += 1)}` }),
    );
    const asked = new Set<string>();
    const { records, stored } = shopRecords((ids) => {
      for (const id of ids) {
        // One that was never shipped is owed: it is asked about again.
        if (!id.endsWith('7')) expect(asked.has(id)).toBe(false);
        asked.add(id);
      }
      return new Map(ids.filter((id) => !id.endsWith('7')).map((id) => [id, Date.now() - 2000]));
    });
    const { seconds, total, until } = await run(test, { url: shop.url, changes: { mix: onlyCheckout }, records });
    await until(() => seconds.length >= 4);
    const { good, bad } = total('fresh');
    expect(good).toBeGreaterThan(80);
    expect(bad / (good + bad)).toBeGreaterThan(0.05);
    expect(bad / (good + bad)).toBeLessThan(0.15);
    expect(stored.length).toBeGreaterThanOrEqual(800);
    expect(seconds.flatMap(({ failures }) => failures).every(({ orderId }) => orderId.endsWith('7'))).toBe(true);
  });

  it('adds up what failed checkouts would have been worth', async (test) => {
    const shop = await serve(test, (_, response) => json(response, 503, {}));
    const { seconds, total, until } = await run(test, { url: shop.url, changes: { mix: onlyCheckout } });
    await until(() => seconds.length >= 2);
    const lost = seconds.reduce((sum, { ordersLost }) => sum + ordersLost, 0);
    expect(lost).toBe(total('checkouts').bad);
    expect(seconds.reduce((sum, { centsLost }) => sum + centsLost, 0)).toBeGreaterThanOrEqual(lost * 1000);
  });

  it('leaves crawlers out of the ledger and counts users who go away as good', async (test) => {
    const shop = await serve(test, () => {});
    const { seconds, total, until } = await run(test, { url: shop.url, changes: { botShare: 0.5, abortShare: 1 } });
    await until(() => seconds.length >= 2);
    expect(shop.paths.some((path) => path.startsWith('GET /wp-login'))).toBe(true);
    expect(total('availability').bad).toBe(0);
    expect(total('availability').good).toBeGreaterThan(10);
    expect(total('availability').good).toBeLessThan(shop.paths.length * 0.7);
  });

  it('takes a new rate', async (test) => {
    const shop = await serve(test, (_, response) => json(response, 200, {}));
    const { generator, seconds, until } = await run(test, { url: shop.url, changes: { ratePerSecond: 10 } });
    await until(() => seconds.length >= 1);
    generator.setRate(150);
    await until(() => seconds.length >= 4);
    expect(seconds[0]?.asked).toBeLessThanOrEqual(12);
    expect(seconds.at(-1)?.asked).toBeGreaterThan(140);
    expect(seconds.at(-1)?.usual).toBeLessThanOrEqual(12);
  });
});
