/** What the engines of a sandbox are started with. Pure. */
import { directClient, kafkaNodes, type SandboxLayout } from '../../core/stack/layout.ts';
import type { Stack } from '../../core/stack/schema.ts';
import type { KafkaBoot } from '../engines/kafka/boot.ts';
import type { OriginalPlan } from '../engines/kafka/original/properties.ts';

/** About 18 minutes of orders at 100 requests a second; the six partitions of the largest topic then hold 48 MB. */
const retentionBytesPerPartition = 8 * 1024 * 1024;
/** Long enough for all members of a group to be in its first generation, which saves a rebalance of 3 s. */
const initialRebalanceDelayMs = 400;

export function kafkaBoot(stack: Stack, layout: SandboxLayout): KafkaBoot {
  const host = '127.0.0.1';
  return {
    nodes: kafkaNodes(stack).map((id) => ({
      id,
      listeners: layout.kafka
        .filter(({ node }) => node === id)
        .map(({ client, port, advertisedPort }) => ({ name: client, host, port, advertisedHost: host, advertisedPort })),
    })),
    topics: stack.engines.kafka.topics,
    retentionBytesPerPartition,
    initialRebalanceDelayMs,
  };
}

/** The same broker as real nodes; they reach each other past the proxies. */
export function kafkaPlan(stack: Stack, layout: SandboxLayout): OriginalPlan {
  return { boot: kafkaBoot(stack, layout), controllerPort: layout.kafkaControllerPort, internalListener: directClient };
}

/** Addresses of the nodes past the proxies. */
export function kafkaAddresses(layout: SandboxLayout): string[] {
  return layout.kafka.filter(({ client }) => client === directClient).map(({ port }) => `127.0.0.1:${port}`);
}

export function toxiproxyArguments(layout: SandboxLayout, seed: number): string[] {
  return ['-host', '127.0.0.1', '-port', String(layout.toxiproxyPort), '-seed', String(seed)];
}
