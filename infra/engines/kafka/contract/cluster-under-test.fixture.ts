import { freePorts } from '../../../process/free-port.fixture.ts';
import type { KafkaBoot, NodeBoot } from '../boot.ts';
import { type Forward, openForward } from './forward.fixture.ts';

/** Starts a Kafka that serves `boot` (ours, or a real one configured alike); resolves with the function that ends it. */
export type StartKafka = (boot: KafkaBoot) => Promise<() => Promise<void>>;

const NODE_IDS = [1, 2, 3];
const LISTENERS = ['orders', 'fulfilment'] as const;
type ListenerName = (typeof LISTENERS)[number];

/** Three nodes with two listeners each; every listener is advertised at a forward of its own. */
export interface ClusterUnderTest {
  /** Addresses to begin with, for clients of a listener: its forwards. */
  brokers(listener: ListenerName): string[];
  /** Connections that went through each forward of a listener, in node order. */
  connections(listener: ListenerName): number[];
  stop(): Promise<void>;
}

interface Edge {
  node: number;
  listener: ListenerName;
  forward: Forward;
  port: number;
}

/** Starts the cluster without topics, with a short initial rebalance delay. */
export async function startCluster(start: StartKafka): Promise<ClusterUnderTest> {
  const edges = await openEdges();
  const boot: KafkaBoot = {
    nodes: NODE_IDS.map((id) => nodeBoot(id, edges)),
    topics: [],
    retentionBytesPerPartition: 16 * 1024 * 1024,
    initialRebalanceDelayMs: 200,
  };
  const stopKafka = await start(boot);
  const of = (listener: ListenerName): Edge[] => edges.filter((edge) => edge.listener === listener);
  return {
    brokers: (listener) => of(listener).map(({ forward }) => `127.0.0.1:${forward.port}`),
    connections: (listener) => of(listener).map(({ forward }) => forward.connections()),
    stop: async () => {
      await stopKafka();
      await Promise.all(edges.map(({ forward }) => forward.close()));
    },
  };
}

async function openEdges(): Promise<Edge[]> {
  const wanted = NODE_IDS.flatMap((node) => LISTENERS.map((listener) => ({ node, listener })));
  const ports = await freePorts(wanted.length);
  return Promise.all(
    wanted.map(async (edge, index) => {
      const port = ports[index] ?? 0;
      const forward = await openForward();
      forward.aim(port);
      return { ...edge, forward, port };
    }),
  );
}

function nodeBoot(id: number, edges: Edge[]): NodeBoot {
  return {
    id,
    listeners: edges
      .filter(({ node }) => node === id)
      .map(({ listener, port, forward }) => ({
        name: listener,
        host: '127.0.0.1',
        port,
        advertisedHost: '127.0.0.1',
        advertisedPort: forward.port,
      })),
  };
}
