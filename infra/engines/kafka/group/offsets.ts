/** A committed position. */
interface CommittedOffset {
  offset: number;
  metadata: string;
}

interface TopicPartition {
  topic: string;
  partition: number;
}

/** The positions a group has committed. */
export class GroupOffsets {
  private readonly byTopic = new Map<string, Map<number, CommittedOffset>>();

  commit({ topic, partition }: TopicPartition, committed: CommittedOffset): void {
    const partitions = this.byTopic.get(topic) ?? new Map<number, CommittedOffset>();
    this.byTopic.set(topic, partitions.set(partition, committed));
  }

  find({ topic, partition }: TopicPartition): CommittedOffset | undefined {
    return this.byTopic.get(topic)?.get(partition);
  }

  /** Partitions with a committed position, by topic. */
  known(): { topic: string; partitions: number[] }[] {
    return [...this.byTopic].map(([topic, partitions]) => ({ topic, partitions: [...partitions.keys()] }));
  }

  forgetTopic(topic: string): void {
    this.byTopic.delete(topic);
  }
}
