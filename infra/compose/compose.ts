/**
 * docker-compose.yml as data: the whole on containers of the original engines, from the same layout and the same settings as the other
 * two ways to run it. Pure.
 *
 * All containers share the network of `brownout`, as in a pod: every address is 127.0.0.1 and a port of the layout, and only the
 * page is published.
 */
import { dockerBasePort, layoutSandbox } from '../../core/stack/layout.ts';
import type { Stack } from '../../core/stack/schema.ts';
import { javaLimits } from '../engines/kafka/original/keeper-boot.ts';
import { clusterId, nodeProperties } from '../engines/kafka/original/properties.ts';
import { kafkaVersion, postgresVersion, redisVersion, toxiproxyVersion } from '../engines/originals/versions.ts';
import { serverSettings } from '../engines/postgres/settings.ts';
import { clusterOptions } from '../engines/postgres/template.ts';
import { originalArguments } from '../engines/redis/original.ts';
import { kafkaPlan, toxiproxyArguments } from '../sandbox/engine-boots.ts';

interface ComposeService {
  image?: string;
  build?: string;
  init?: true;
  network_mode?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  tmpfs?: string[];
}

interface ComposeDocument {
  name: string;
  services: Record<string, ComposeService>;
  volumes: Record<string, Record<string, never>>;
}

const pagePort = 4000;
const dataFolder = '/var/tmp/brownout';
/** As the server gives it to every sandbox; the original makes nothing of it. */
const seed = 1;
const sharedNetwork = { network_mode: 'service:brownout' } as const;

export function composeDocument(stack: Stack): ComposeDocument {
  const layout = layoutSandbox(stack, dockerBasePort);
  return {
    name: 'brownout',
    services: {
      brownout: {
        build: '.',
        init: true,
        command: ['node', 'scripts/start.mjs', '--engines', 'docker'],
        environment: { HOST: '0.0.0.0', PORT: String(pagePort), BROWNOUT_DATA: dataFolder },
        ports: [`127.0.0.1:${pagePort}:${pagePort}`],
        volumes: [`data:${dataFolder}`],
      },
      toxiproxy: {
        image: `ghcr.io/shopify/toxiproxy:${toxiproxyVersion}`,
        ...sharedNetwork,
        command: toxiproxyArguments(layout, seed),
        environment: { LOG_LEVEL: 'warn' },
      },
      redis: {
        image: `redis:${redisVersion}`,
        ...sharedNetwork,
        command: ['redis-server', ...originalArguments({ port: layout.redisPort, ...stack.engines.redis })],
      },
      postgres: postgresService(stack, layout.postgresPort),
      ...kafkaServices(stack),
    },
    volumes: { data: {} },
  };
}

/** The image makes the cluster over a socket of its own, so its folder for sockets has to stay. */
function postgresService(stack: Stack, port: number): ComposeService {
  const { unix_socket_directories: _socket, ...settings } = serverSettings({
    port,
    dataDir: '',
    durable: false,
    maxConnections: stack.engines.postgres.maxConnections,
    major: Number.parseInt(postgresVersion, 10),
  });
  return {
    image: `postgres:${postgresVersion}`,
    ...sharedNetwork,
    command: ['postgres', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    environment: { POSTGRES_HOST_AUTH_METHOD: 'trust', POSTGRES_INITDB_ARGS: clusterOptions.join(' ') },
    tmpfs: ['/var/lib/postgresql'],
  };
}

function kafkaServices(stack: Stack): Record<string, ComposeService> {
  const plan = kafkaPlan(stack, layoutSandbox(stack, dockerBasePort));
  const logDir = '/var/lib/kafka/data';
  return Object.fromEntries(
    plan.boot.nodes.map((node) => [
      `kafka-${node.id}`,
      {
        image: `apache/kafka:${kafkaVersion}`,
        ...sharedNetwork,
        environment: {
          CLUSTER_ID: clusterId,
          KAFKA_HEAP_OPTS: javaLimits.heap.join(' '),
          KAFKA_JVM_PERFORMANCE_OPTS: javaLimits.performance.join(' '),
          ...kafkaEnvironment(nodeProperties(plan, node, logDir)),
        },
        tmpfs: [logDir],
      },
    ]),
  );
}

/** As the image reads its settings: `node.id` is KAFKA_NODE_ID. */
function kafkaEnvironment(properties: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('-', '___').replaceAll('.', '_')}`, value]),
  );
}
