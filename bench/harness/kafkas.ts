/** The Kafkas under test. Another one is one more entry in `kafkas`. */
import type { KafkaBoot } from '../../infra/engines/kafka/boot.ts';
import { kafkaKeeperBoot } from '../../infra/engines/kafka/original/keeper-boot.ts';
import { prepareCluster } from '../../infra/engines/kafka/original/prepare.ts';
import { findOriginal } from '../../infra/engines/originals/find.ts';
import type { Ends } from './ends.ts';
import { freePort } from './house.ts';
import { processTree } from './process-tree.ts';
import { startEngine, temporaryFolder } from './programs.ts';

export interface RunningKafka {
  /** Every process of it, for their processor time. */
  pids: number[];
}

export interface KafkaUnderTest {
  name: 'ours' | 'real';
  /** Starts what serves `boot`; null where it is not installed, after a note that says how to have it. */
  start(boot: KafkaBoot, parts: { ends: Ends; note: (line: string) => void }): Promise<RunningKafka | null>;
}

export const kafkas: readonly KafkaUnderTest[] = [
  { name: 'ours', start: async (boot, { ends }) => ({ pids: [(await startEngine(ends, 'engines/kafka', { boot })).pid] }) },
  { name: 'real', start: startOriginal },
];

const listenerName = 'bench';
const startWithinMs = 120_000;

/** As a sandbox with `--engines native` runs it: a Java process per node, under the keeper. */
async function startOriginal(boot: KafkaBoot, { ends, note }: { ends: Ends; note: (line: string) => void }): Promise<RunningKafka | null> {
  const found = findOriginal.kafka();
  if ('missing' in found) {
    note(`kafka: ${found.missing}; install it with: ${found.install}`);
    return null;
  }
  const plan = { boot, controllerPort: await freePort(), internalListener: listenerName };
  const keeper = kafkaKeeperBoot(plan, found.found, temporaryFolder(ends));
  const { pid } = await startEngine(ends, 'sandbox/engine-keeper', { boot: keeper });
  const brokers = boot.nodes.map(({ listeners }) => `127.0.0.1:${listeners[0]?.port ?? 0}`);
  await prepareCluster({ brokers, boot }, AbortSignal.timeout(startWithinMs));
  return { pids: processTree(pid) };
}

const nodeIds = [1, 2, 3];

/** A cluster like the sandbox's: three nodes, one listener each, and the topics. */
export async function clusterBoot(topics: KafkaBoot['topics']): Promise<{ boot: KafkaBoot; brokers: string[] }> {
  const ports: number[] = [];
  for (const _ of nodeIds) ports.push(await freePort());
  const host = '127.0.0.1';
  const nodes = nodeIds.map((id, index) => {
    const port = ports[index] ?? 0;
    return { id, listeners: [{ name: listenerName, host, port, advertisedHost: host, advertisedPort: port }] };
  });
  return {
    boot: { nodes, topics, retentionBytesPerPartition: 256 * 1024 * 1024, initialRebalanceDelayMs: 200 },
    brokers: ports.map((port) => `${host}:${port}`),
  };
}
