import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { desiredState } from '../../core/sandbox/desired.ts';
import type { ServiceBoot } from '../../core/sandbox/messages.ts';
import { layoutSandbox } from '../../core/stack/layout.ts';
import { kafkaBoot } from './engine-boots.ts';
import { type BootContext, clientsOf, endpointsOf, entryUrl, serviceBoot } from './service-boot.ts';
import { readStackFiles } from './stack-files.ts';

let context: BootContext;
let boot: (slot: string) => ServiceBoot;
const portOf = (url: string): number => Number(new URL(url).port);
const proxyOf = (name: string): number => context.layout.proxies.find((plan) => plan.name === name)?.listenPort ?? -1;

beforeAll(async () => {
  const { stack, flags, flagDefinitions, slos } = await readStackFiles(join(import.meta.dirname, '../stacks/shop/stack.yaml'));
  const layout = layoutSandbox(stack, 20_000);
  context = { sandboxId: 's', controlSecret: 'x', collectorPath: '/otlp/t', seed: 1, stack, layout, slis: slos, flags: flagDefinitions };
  const { slots } = desiredState({ stack, flags, ratePerSecond: 100 }, []);
  boot = (slot) => {
    const desired = slots[slot];
    if (!desired) throw new Error(`no ${slot}`);
    return serviceBoot(context, slot, {
      ...desired,
      endpoints: endpointsOf(context, desired ? slot.replace(/-\d$/, '') : '', (service) => [{ slot: `${service}-1` }]),
    });
  };
});

test('everything a service dials is the listen port of a proxy', () => {
  const listening = new Set(context.layout.proxies.map(({ listenPort }) => listenPort));
  for (const slot of Object.keys(context.layout.servicePorts)) {
    const { postgres, redis, kafka, externals, desired, otlpBase } = boot(slot);
    const urls = [otlpBase, ...Object.values(externals), ...Object.values(desired.endpoints).flatMap((list) => list.map(({ url }) => url))];
    const dialled = [
      ...urls.map(portOf),
      ...(kafka?.brokers ?? []).map((broker) => Number(broker.split(':')[1])),
      postgres?.port,
      redis?.port,
    ].filter((port) => port !== undefined);
    expect(dialled.filter((port) => !listening.has(port))).toEqual([]);
  }
});

test('a service is given only what its links name', () => {
  expect(boot('gateway-1')).not.toHaveProperty('postgres');
  expect(boot('gateway-1')).not.toHaveProperty('kafka');
  expect(boot('catalog-2').redis?.port).toBe(proxyOf('catalog_to_redis'));
  expect(Object.keys(boot('payments-1').externals)).toEqual(['psp', 'backup-psp']);
  expect(Object.keys(boot('orders-1').desired.endpoints).sort()).toEqual(['catalog', 'inventory', 'payments']);
});

test('members of the fulfilment group reach Kafka each through its own link, instances of orders share one', () => {
  expect(boot('fulfilment-2').kafka).toEqual({
    clientId: 'fulfilment-2',
    link: 'fulfilment-2->kafka',
    brokers: [1, 2, 3].map((node) => `127.0.0.1:${proxyOf(`fulfilment-2_to_kafka-${node}`)}`),
  });
  expect(boot('orders-1').kafka?.brokers).toEqual(boot('orders-2').kafka?.brokers);
});

test('endpoints lead to serving instances alone, through the proxy of caller and target', () => {
  const endpoints = endpointsOf(context, 'gateway', () => [{ slot: 'catalog-2' }, { slot: 'orders-1' }]);
  expect(endpoints).toEqual({
    catalog: [{ slot: 'catalog-2', url: `http://127.0.0.1:${proxyOf('gateway_to_catalog-2')}` }],
    orders: [{ slot: 'orders-1', url: `http://127.0.0.1:${proxyOf('gateway_to_orders-1')}` }],
  });
});

test('a canary is told with its weight', () => {
  const { catalog } = endpointsOf(context, 'gateway', () => [
    { slot: 'catalog-1', weight: 0.9 },
    { slot: 'catalog-3', weight: 0.1 },
  ]);
  expect(catalog).toEqual([
    { slot: 'catalog-1', weight: 0.9, url: `http://127.0.0.1:${proxyOf('gateway_to_catalog-1')}` },
    { slot: 'catalog-3', weight: 0.1, url: `http://127.0.0.1:${proxyOf('gateway_to_catalog-3')}` },
  ]);
});

test('users enter through the proxy before the gateway; they are no service that could be told endpoints', () => {
  expect(portOf(entryUrl(context))).toBe(proxyOf('users_to_gateway-1'));
  expect(clientsOf(context.stack, 'gateway')).toEqual([]);
  expect(clientsOf(context.stack, 'catalog')).toEqual(['gateway', 'orders']);
});

test("every broker node has a listener per client, advertised at that client's proxy, and one of ours", () => {
  const { nodes, topics } = kafkaBoot(context.stack, context.layout);
  expect(nodes.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(topics).toEqual(context.stack.engines.kafka.topics);
  for (const { id, listeners } of nodes) {
    const admin = listeners.find(({ name }) => name === 'admin');
    expect(admin?.advertisedPort).toBe(admin?.port);
    const fulfilment = listeners.find(({ name }) => name === 'fulfilment-1');
    expect(fulfilment?.advertisedPort).toBe(proxyOf(`fulfilment-1_to_kafka-${id}`));
    expect(context.layout.proxies.find(({ name }) => name === `fulfilment-1_to_kafka-${id}`)?.upstreamPort).toBe(fulfilment?.port);
  }
});
