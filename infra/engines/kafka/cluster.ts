import { randomUUID } from 'node:crypto';
import type { KafkaBoot, NodeBoot } from './boot.ts';
import { GroupCoordinator } from './group/coordinator.ts';
import { PartitionLog } from './log/partition-log.ts';
import { ErrorCode } from './wire/error-codes.ts';

const TOPIC_NAME = /^(?!\.{1,2}$)[a-zA-Z0-9._-]{1,249}$/;

/** A node as clients of one listener name are told. */
interface NodeAddress {
  id: number;
  host: string;
  port: number;
}

export interface Topic {
  name: string;
  partitions: PartitionLog[];
}

/** What all nodes share: topics, groups, and who is responsible for what. */
export class Cluster {
  readonly id = randomUUID();
  readonly topics = new Map<string, Topic>();
  readonly groups: GroupCoordinator;
  readonly nodeIds: number[];
  private lastProducerId = 0;

  constructor(readonly boot: KafkaBoot) {
    this.nodeIds = boot.nodes.map(({ id }) => id);
    this.groups = new GroupCoordinator({ initialRebalanceDelayMs: boot.initialRebalanceDelayMs, nowMs: () => performance.now() });
    for (const { name, partitions } of boot.topics) {
      const error = this.createTopic(name, partitions);
      if (error !== ErrorCode.none)
        throw new Error(`boot.topics: "${name}" with ${partitions} partitions cannot be created (Kafka error ${error})`);
    }
  }

  /** The node that takes topic and partition changes. */
  get controllerId(): number {
    return this.nodeIds[0] as number;
  }

  /** Partitions are led in turn: 0 by the first node, 1 by the second, and so on. */
  leaderOf(partition: number): number {
    return this.nodeIds[partition % this.nodeIds.length] as number;
  }

  /** The node that keeps a group, by a hash of its id. */
  coordinatorOf(groupId: string): number {
    let hash = 0;
    for (let index = 0; index < groupId.length; index++) hash = (Math.imul(hash, 31) + groupId.charCodeAt(index)) >>> 0;
    return this.nodeIds[hash % this.nodeIds.length] as number;
  }

  /** Every node's address for clients that came through a listener of this name. */
  addresses(listener: string): NodeAddress[] {
    return this.boot.nodes.flatMap((node) => advertised(node, listener));
  }

  partition(topic: string, partition: number): PartitionLog | undefined {
    return this.topics.get(topic)?.partitions[partition];
  }

  createTopic(name: string, partitions: number): ErrorCode {
    const error = this.checkNewTopic(name, partitions);
    if (error === ErrorCode.none) this.topics.set(name, { name, partitions: this.newLogs(partitions) });
    return error;
  }

  checkNewTopic(name: string, partitions: number): ErrorCode {
    if (!TOPIC_NAME.test(name)) return ErrorCode.invalidTopic;
    if (this.topics.has(name)) return ErrorCode.topicAlreadyExists;
    return partitions >= 1 && partitions <= 1000 ? ErrorCode.none : ErrorCode.invalidPartitions;
  }

  deleteTopic(name: string): ErrorCode {
    const topic = this.topics.get(name);
    if (!topic) return ErrorCode.unknownTopicOrPartition;
    this.topics.delete(name);
    this.groups.forgetTopic(name);
    for (const log of topic.partitions) log.close();
    return ErrorCode.none;
  }

  /** Grows a topic to `count` partitions; a topic never shrinks. */
  checkPartitionCount(name: string, count: number): ErrorCode {
    const topic = this.topics.get(name);
    if (!topic) return ErrorCode.unknownTopicOrPartition;
    return count > topic.partitions.length && count <= 1000 ? ErrorCode.none : ErrorCode.invalidPartitions;
  }

  addPartitions(name: string, count: number): ErrorCode {
    const error = this.checkPartitionCount(name, count);
    const topic = this.topics.get(name);
    if (topic && error === ErrorCode.none) topic.partitions.push(...this.newLogs(count - topic.partitions.length));
    return error;
  }

  nextProducerId(): number {
    return ++this.lastProducerId;
  }

  stop(): void {
    this.groups.stop();
  }

  private newLogs(count: number): PartitionLog[] {
    return Array.from({ length: count }, () => new PartitionLog(this.boot.retentionBytesPerPartition));
  }
}

function advertised(node: NodeBoot, listener: string): NodeAddress[] {
  const found = node.listeners.find(({ name }) => name === listener);
  return found ? [{ id: node.id, host: found.advertisedHost, port: found.advertisedPort }] : [];
}
