/** What the broker process is started with, JSON in `BROWNOUT_BOOT`. */
export interface KafkaBoot {
  /** Broker nodes; every node carries the same listener names. */
  nodes: NodeBoot[];
  /** Topics that exist from the start; more only through CreateTopics. */
  topics: { name: string; partitions: number }[];
  /** Oldest batches of a partition are dropped beyond this; the newest batch always stays. Bytes. */
  retentionBytesPerPartition: number;
  /** How long the first member of an empty group waits for others, as `group.initial.rebalance.delay.ms`. */
  initialRebalanceDelayMs: number;
}

export interface NodeBoot {
  id: number;
  listeners: ListenerBoot[];
}

/** One listening socket of a node. Clients accepted here are told the advertised address, never the bound one. */
export interface ListenerBoot {
  name: string;
  host: string;
  port: number;
  advertisedHost: string;
  advertisedPort: number;
}

/** Checks what types cannot. @throws Error naming the field and the remedy. */
export function checkBoot(boot: KafkaBoot): void {
  const [first, ...others] = boot.nodes;
  if (!first) throw new Error('boot.nodes is empty: give at least one broker node');
  if (new Set(boot.nodes.map(({ id }) => id)).size !== boot.nodes.length)
    throw new Error('boot.nodes: two nodes share an id; ids must differ');
  const names = listenerNames(first);
  for (const node of others) {
    if (listenerNames(node) !== names) {
      throw new Error(
        `boot.nodes: node ${node.id} has listeners [${listenerNames(node)}], node ${first.id} has [${names}]; give every node the same names`,
      );
    }
  }
  if (!(boot.retentionBytesPerPartition > 0)) throw new Error('boot.retentionBytesPerPartition must be above 0');
  if (!(boot.initialRebalanceDelayMs >= 0)) throw new Error('boot.initialRebalanceDelayMs must be 0 or more');
}

function listenerNames(node: NodeBoot): string {
  return node.listeners
    .map(({ name }) => name)
    .sort()
    .join(', ');
}
