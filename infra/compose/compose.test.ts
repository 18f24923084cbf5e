import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { dockerBasePort, layoutSandbox, type SandboxLayout } from '../../core/stack/layout.ts';
import type { Stack } from '../../core/stack/schema.ts';
import { nodeProperties } from '../engines/kafka/original/properties.ts';
import { kafkaPlan } from '../sandbox/engine-boots.ts';
import { readStackFiles } from '../sandbox/stack-files.ts';
import { composeDocument } from './compose.ts';

const root = join(import.meta.dirname, '../..');
const header =
  '# The whole on containers of the original engines: docker compose up\n# Written by infra/compose/compose.ts: npx vitest run -u infra/compose\n';

interface Service {
  image?: string;
  network_mode?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  tmpfs?: string[];
}

let stack: Stack;
let layout: SandboxLayout;
let services: Record<string, Service>;
beforeAll(async () => {
  ({ stack } = await readStackFiles(join(root, 'infra/stacks/shop/stack.yaml')));
  layout = layoutSandbox(stack, dockerBasePort);
  services = (parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8')) as { services: Record<string, Service> }).services;
});

const kafkaNames = (): string[] => Object.keys(services).filter((name) => name.startsWith('kafka-'));
const environmentOf = (name: string): Record<string, string> => services[name]?.environment ?? {};

test('docker-compose.yml is what the stack says today', async () => {
  const text = header + stringify(composeDocument(stack), { lineWidth: 0 });
  await expect(text).toMatchFileSnapshot(join(root, 'docker-compose.yml'));
});

test('every engine of the stack is a container with an image of exactly one version', () => {
  expect(Object.keys(services)).toEqual(['brownout', 'toxiproxy', 'redis', 'postgres', 'kafka-1', 'kafka-2', 'kafka-3']);
  const images = Object.values(services).flatMap(({ image }) => image ?? []);
  expect(images).toHaveLength(6);
  for (const image of images) expect(image).toMatch(/^[a-z./]+:\d+\.\d+(\.\d+)?$/);
  expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toMatch(/^FROM node:\d+\.\d+\.\d+-/m);
});

test('all containers share one network, of which only the page is published, on loopback', () => {
  for (const [name, { network_mode, ports }] of Object.entries(services)) {
    expect(network_mode).toBe(name === 'brownout' ? undefined : 'service:brownout');
    expect(ports).toEqual(name === 'brownout' ? ['127.0.0.1:4000:4000'] : undefined);
  }
});

test('Toxiproxy, Redis and Postgres serve where the layout says, on loopback', () => {
  expect(services['toxiproxy']?.command?.join(' ')).toContain(`-host 127.0.0.1 -port ${layout.toxiproxyPort}`);
  expect(services['redis']?.command?.join(' ')).toContain(`--bind 127.0.0.1 --port ${layout.redisPort}`);
  expect(services['postgres']?.command).toEqual(expect.arrayContaining(['listen_addresses=127.0.0.1', `port=${layout.postgresPort}`]));
});

test('Redis and Postgres have the limits of the stack', () => {
  const { redis, postgres } = stack.engines;
  expect(services['redis']?.command?.join(' ')).toContain(`--maxmemory ${redis.maxmemoryMb}mb --maxmemory-policy ${redis.maxmemoryPolicy}`);
  expect(services['postgres']?.command).toContain(`max_connections=${postgres.maxConnections}`);
});

test('every listener of every node is bound at its port and advertised at its proxy', () => {
  const addresses = (list = ''): Record<string, string> =>
    Object.fromEntries(list.split(',').map((entry) => entry.split('://') as [string, string]));
  for (const { node, client, port, advertisedPort } of layout.kafka) {
    const environment = environmentOf(`kafka-${node}`);
    const listener = client.toUpperCase().replaceAll('-', '_');
    expect(addresses(environment['KAFKA_LISTENERS'])[listener]).toBe(`127.0.0.1:${port}`);
    expect(addresses(environment['KAFKA_ADVERTISED_LISTENERS'])[listener]).toBe(`127.0.0.1:${advertisedPort}`);
    expect(environment['KAFKA_LISTENER_SECURITY_PROTOCOL_MAP']).toContain(`${listener}:PLAINTEXT`);
    const proxy = layout.proxies.find(({ upstreamPort }) => upstreamPort === port);
    expect(advertisedPort).toBe(proxy?.listenPort ?? port);
  }
  const listeners = kafkaNames().map((name) => Object.keys(addresses(environmentOf(name)['KAFKA_ADVERTISED_LISTENERS'])).length);
  expect(listeners.reduce((sum, count) => sum + count, 0)).toBe(layout.kafka.length);
});

test('the environment of a node gives exactly the properties that the native way runs with', () => {
  const plan = kafkaPlan(stack, layout);
  const notProperties = ['CLUSTER_ID', 'KAFKA_HEAP_OPTS', 'KAFKA_JVM_PERFORMANCE_OPTS'];
  for (const node of plan.boot.nodes) {
    const entries = Object.entries(environmentOf(`kafka-${node.id}`)).filter(([name]) => !notProperties.includes(name));
    // What the image does with KAFKA_ variables.
    const read = entries.map(([name, value]) => [
      name
        .replace(/^KAFKA_/, '')
        .toLowerCase()
        .replaceAll('_', '.'),
      value,
    ]);
    expect(Object.fromEntries(read)).toEqual(nodeProperties(plan, node, '/var/lib/kafka/data'));
  }
});

test('the nodes are one cluster with one controller', () => {
  expect(kafkaNames()).toHaveLength(stack.engines.kafka.nodes);
  expect(new Set(kafkaNames().map((name) => environmentOf(name)['CLUSTER_ID'])).size).toBe(1);
  const voters = new Set(kafkaNames().map((name) => environmentOf(name)['KAFKA_CONTROLLER_QUORUM_VOTERS']));
  expect([...voters]).toEqual([`1@127.0.0.1:${layout.kafkaControllerPort}`]);
});

test('what the images want to know is there, and what they write is not kept', () => {
  expect(environmentOf('postgres')).toHaveProperty('POSTGRES_HOST_AUTH_METHOD', 'trust');
  expect(environmentOf('brownout')).toMatchObject({ HOST: '0.0.0.0', PORT: '4000' });
  for (const name of ['postgres', ...kafkaNames()]) expect(services[name]?.tmpfs).toHaveLength(1);
});
