/** `server.properties` of Apache Kafka 4 in KRaft mode, from the same boot as our own broker. Pure. */
import type { KafkaBoot, NodeBoot } from '../boot.ts';

export interface OriginalPlan {
  boot: KafkaBoot;
  /** Where the only controller, which is the first node, listens. Its own port, never advertised. */
  controllerPort: number;
  /** The listener that brokers reach each other by; it must be advertised at itself. */
  internalListener: string;
}

/** Any will do; one that never changes lets a container restart on its own disk. */
export const clusterId = 'QnJvd25vdXQtZHJpbGxzMQ';

const mebibyte = 1024 * 1024;
const controllerListener = 'CONTROLLER';

/** Settings of one node by name. `logDir` is where it keeps its records. */
export function nodeProperties(plan: OriginalPlan, node: NodeBoot, logDir: string): Record<string, string> {
  const { boot, controllerPort, internalListener } = plan;
  const [controller] = boot.nodes;
  const isController = node.id === controller?.id;
  const listeners = node.listeners.map(({ name, host, port }) => `${listenerName(name)}://${host}:${port}`);
  const advertised = node.listeners.map(
    ({ name, advertisedHost, advertisedPort }) => `${listenerName(name)}://${advertisedHost}:${advertisedPort}`,
  );
  const names = [controllerListener, ...node.listeners.map(({ name }) => listenerName(name))];
  return {
    'process.roles': isController ? 'broker,controller' : 'broker',
    'node.id': String(node.id),
    'controller.quorum.voters': `${controller?.id ?? 0}@127.0.0.1:${controllerPort}`,
    'controller.listener.names': controllerListener,
    listeners: [...(isController ? [`${controllerListener}://127.0.0.1:${controllerPort}`] : []), ...listeners].join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map': names.map((name) => `${name}:PLAINTEXT`).join(','),
    'inter.broker.listener.name': listenerName(internalListener),
    'log.dirs': logDir,
    ...brokerSettings(boot),
  };
}

/** What is not about addresses: the rules of our own broker, and the smallest footprint. */
function brokerSettings({ retentionBytesPerPartition, initialRebalanceDelayMs }: KafkaBoot): Record<string, string> {
  return {
    'auto.create.topics.enable': 'false',
    // Without it a topic's leaders would move away from where it was given them.
    'auto.leader.rebalance.enable': 'false',
    'group.initial.rebalance.delay.ms': String(initialRebalanceDelayMs),
    'log.retention.bytes': String(retentionBytesPerPartition),
    'log.segment.bytes': String(Math.max(mebibyte, Math.floor(retentionBytesPerPartition / 4))),
    'log.retention.check.interval.ms': '10000',
    'offsets.topic.num.partitions': '3',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    // By default 128 MiB of the heap.
    'log.cleaner.dedupe.buffer.size': String(2 * mebibyte),
    'num.network.threads': '1',
    'num.io.threads': '2',
    'background.threads': '2',
  };
}

export function propertiesText(properties: Record<string, string>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Kafka's names of listeners are upper case: `fulfilment-1` gives `FULFILMENT_1`. */
function listenerName(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
