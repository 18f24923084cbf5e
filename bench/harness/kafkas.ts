/** The Kafkas under test. Another one is one more entry in `kafkas`. */
import type { KafkaBoot } from '../../infra/engines/kafka/boot.ts';
import type { Ends } from './ends.ts';
import { freePort } from './house.ts';
import { startEngine } from './programs.ts';

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
  { name: 'ours', start: async (boot, { ends }) => ({ pids: [(await startEngine(ends, 'kafka', { boot })).pid] }) },
];

const nodeIds = [1, 2, 3];

/** A cluster like the sandbox's: three nodes, one listener each, and the topics. */
export async function clusterBoot(topics: KafkaBoot['topics']): Promise<{ boot: KafkaBoot; brokers: string[] }> {
  const ports: number[] = [];
  for (const _ of nodeIds) ports.push(await freePort());
  const host = '127.0.0.1';
  const nodes = nodeIds.map((id, index) => {
    const port = ports[index] ?? 0;
    return { id, listeners: [{ name: 'bench', host, port, advertisedHost: host, advertisedPort: port }] };
  });
  return {
    boot: { nodes, topics, retentionBytesPerPartition: 256 * 1024 * 1024, initialRebalanceDelayMs: 200 },
    brokers: ports.map((port) => `${host}:${port}`),
  };
}
