/** What stack.yaml lets responders choose is really there in the code of the shop. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { linkEnds, type Stack } from '../../../core/stack/schema.ts';
import { readStackFiles } from '../../sandbox/stack-files.ts';
import { defineCatalog } from './services/catalog/service.ts';
import { defineFulfilment } from './services/fulfilment/service.ts';
import { versionPrefixes } from './services/gateway/api-versions.ts';
import { knownClients } from './services/gateway/clients.ts';
import { defineGateway } from './services/gateway/service.ts';
import { defineInventory } from './services/inventory/service.ts';
import { dependenciesOf } from './services/orders/dependencies.ts';
import { defineOrders } from './services/orders/service.ts';
import { definePayments } from './services/payments/service.ts';
import { type RecordingKit, recordingKit } from './services/recording-kit.fixture.ts';

let stack: Stack;
const code: Record<string, RecordingKit> = {};

beforeAll(async () => {
  stack = (await readStackFiles(join(import.meta.dirname, 'stack.yaml'))).stack;
  const services = {
    gateway: defineGateway,
    catalog: defineCatalog,
    orders: defineOrders,
    payments: definePayments,
    inventory: defineInventory,
    fulfilment: defineFulfilment,
  };
  for (const [name, define] of Object.entries(services)) {
    const recording = recordingKit(`${name}-1`);
    define(recording.kit);
    code[name] = recording;
  }
});

const targetsOf = (control: string): string[] => stack.controls.find((offer) => offer.control === control)?.targets ?? [];
const choicesOf = (control: string, name: string): string[] =>
  stack.controls.find((offer) => offer.control === control)?.choices?.[name] ?? [];
const policiesOf = (service: string) => stack.services[service]?.policies ?? {};

describe('stack.yaml', () => {
  it('names the services there are', () => {
    expect(Object.keys(code).sort()).toEqual(Object.keys(stack.services).sort());
  });

  it('names the jobs there are, and offers them all', () => {
    const real = Object.entries(code).flatMap(([service, { namedJobs }]) => Object.keys(namedJobs).map((job) => [job, service]));
    expect(Object.fromEntries(real)).toEqual(Object.fromEntries(Object.entries(stack.jobs).map(([job, { service }]) => [job, service])));
    expect(targetsOf('job.stop').sort()).toEqual([...new Set(Object.values(stack.jobs).map(({ service }) => service))].sort());
  });

  it('names the consumer groups there are, and offers to pause and resume them all', () => {
    for (const [name, { consumers }] of Object.entries(code)) {
      expect(consumers.map(({ groupId }) => groupId)).toEqual(
        stack.services[name]?.consumerGroup ? [stack.services[name].consumerGroup] : [],
      );
    }
    const groups = Object.keys(stack.services).filter((name) => stack.services[name]?.consumerGroup);
    for (const control of ['consumer.pause', 'consumer.resume', 'offset.skip', 'offsets.reset']) {
      expect(targetsOf(control).sort(), control).toEqual(groups.sort());
    }
  });

  it('gives pools the size that the services ask for, and they all fit the database at once', () => {
    let most = 0;
    for (const [name, { pools }] of Object.entries(code)) {
      expect(policiesOf(name)['postgres.poolMax'], name).toBe(pools[0]?.max);
      most += (pools[0]?.max ?? 0) * (stack.services[name]?.maxSlots ?? 0);
    }
    expect(targetsOf('pool.size').sort()).toEqual(
      Object.keys(code)
        .filter((name) => (code[name]?.pools.length ?? 0) > 0)
        .sort(),
    );
    expect(most).toBeLessThanOrEqual(stack.engines.postgres.maxConnections);
  });

  it('has the policies that retries, timeouts and failovers of its links set', () => {
    const needed: Record<string, string[]> = {
      'retry.set': ['retries', 'retryBudget'],
      'timeout.set': ['timeoutMs'],
      'link.failover': ['endpoint'],
      'breaker.set': ['breaker'],
    };
    for (const [control, names] of Object.entries(needed)) {
      for (const { from, to } of targetsOf(control).map(linkEnds)) {
        for (const name of names) expect(policiesOf(from), `${control} of ${from}`).toHaveProperty([`${to}.${name}`]);
      }
    }
  });

  it('fails over only to outside systems that the service has a link to, back to the first one too', () => {
    const linked = stack.links.map(({ id }) => id);
    for (const target of targetsOf('link.failover')) {
      const { from, to } = linkEnds(target);
      expect(policiesOf(from)[`${to}.endpoint`]).toBe(to);
      const endpoints = choicesOf('link.failover', 'endpoint');
      expect(endpoints).toContain(to);
      for (const endpoint of endpoints) {
        expect(Object.keys(stack.externals)).toContain(endpoint);
        expect(linked).toContain(`${from}->${endpoint}`);
      }
    }
  });

  it('lets every index that may be lost be made again', () => {
    expect(choicesOf('index.create', 'index').sort()).toEqual(Object.keys(stack.engines.postgres.indexes).sort());
  });

  it('[AV5] has load of clients that the gateway knows, under versions that it serves, and a partner with six in a hundred', () => {
    const { clients } = stack.load;
    expect(Object.keys(clients).sort()).toEqual([...knownClients].sort());
    for (const { prefix } of Object.values(clients)) expect(['', ...versionPrefixes]).toContain(prefix);
    expect(Object.values(clients).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(clients['partner-atlas']).toMatchObject({ share: 0.06, prefix: '/v1' });
  });

  it('has an owner to page for each service and outside system', () => {
    const owners = [...Object.values(stack.services), ...Object.values(stack.externals)].map(({ owner }) => owner);
    expect(targetsOf('owner.page')).toEqual(expect.arrayContaining(owners));
    expect(targetsOf('owner.page').sort()).toEqual(Object.keys(stack.owners).sort());
  });
});

it('what orders ask of payments may be asked again, so that retries of that link are real', async () => {
  const orders = code['orders'];
  if (!orders) throw new Error('no orders');
  const calls: (number | undefined)[] = [];
  orders.answers = {
    payments: ({ retries }) => {
      calls.push(retries);
      throw new Error('asked');
    },
  };
  const deadline = { atMs: 0, remainingMs: () => 1000 };
  const order = { orderId: 'o', totalCents: 1, currency: 'EUR' } as never;
  await expect(dependenciesOf(orders.kit)(deadline).pay(order)).rejects.toThrow('asked');
  expect(calls).toEqual([0]);
});
