import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin, type Consumer, type Kafka, type Producer } from 'kafkajs';
import { calmKafkajs } from '../../process/calm-kafkajs.ts';

/** Where a record lies. */
export interface RecordPlace {
  topic: string;
  partition: number;
  offset: number;
}

/** The group in which the house reads; no consumer of the shop. */
export const houseGroup = 'maintenance';
const deadLetters = /\.dlq$/;
/** Consumers are given this long to get past a record before it is cut off in front of them. */
const passWithinMs = 12_000;
const lookEveryMs = 250;

/** The supervisor's own way to Kafka, by the listeners that no proxy stands before. */
export class KafkaAdmin {
  private connected: Promise<Admin> | undefined;
  private places: RecordPlace[] = [];

  constructor(
    private readonly brokers: readonly string[],
    private readonly topics: readonly string[],
  ) {}

  /** A connected producer that calls itself `name`. @throws the client's error */
  async producer(name: string): Promise<Producer> {
    const producer = this.client(name).producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }

  /** Unreadable records that were sent on purpose. */
  remember(places: readonly RecordPlace[]): void {
    this.places.push(...places);
  }

  /** Records that are still there to be read though nobody can, and what was parked. @throws the client's error */
  async differences(): Promise<string[]> {
    const admin = await this.admin();
    const [parked, unread] = await Promise.all([this.parked(admin), this.unreadable(admin)]);
    return [
      ...parked.map(({ topic, count }) => `${topic} holds ${count} parked records`),
      ...unread.map(({ topic, partition, offset }) => `${topic}-${partition} holds an unreadable record at offset ${offset}`),
    ];
  }

  /** Deletes what was parked and what nobody can read, once every group has got past it. @returns what had to be done */
  async sweep(): Promise<string[]> {
    const admin = await this.admin();
    const did: string[] = [];
    const unread = await this.unreadable(admin);
    if (unread.length > 0) await this.untilPassed(admin, unread);
    for (const { topic, partition, offset } of unread) {
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset + 1) }] });
      did.push(`kafka: ${topic}-${partition} deleted up to the unreadable record at offset ${offset}`);
    }
    this.places = [];
    for (const { topic, count, partitions } of await this.parked(admin)) {
      await admin.deleteTopicRecords({ topic, partitions: partitions.map((partition) => ({ partition, offset: '-1' })) });
      did.push(`kafka: ${count} parked records of ${topic} deleted`);
    }
    return did;
  }

  close(): void {
    void this.connected?.then((admin) => admin.disconnect()).catch(() => {});
  }

  private async unreadable(admin: Admin): Promise<RecordPlace[]> {
    const topics = [...new Set(this.places.map(({ topic }) => topic))];
    const lows = new Map<string, number>();
    for (const topic of topics) {
      for (const { partition, low } of await admin.fetchTopicOffsets(topic)) lows.set(`${topic}/${partition}`, Number(low));
    }
    return this.places.filter(({ topic, partition, offset }) => offset >= (lows.get(`${topic}/${partition}`) ?? 0));
  }

  /** Dead-letter topics that hold something. */
  private async parked(admin: Admin): Promise<{ topic: string; count: number; partitions: number[] }[]> {
    const found = this.topics
      .filter((topic) => deadLetters.test(topic))
      .map(async (topic) => {
        const offsets = await admin.fetchTopicOffsets(topic);
        const held = offsets.map(({ partition, low, high }) => ({ partition, count: Number(high) - Number(low) }));
        const full = held.filter(({ count }) => count > 0);
        return { topic, count: full.reduce((sum, { count }) => sum + count, 0), partitions: full.map(({ partition }) => partition) };
      });
    return (await Promise.all(found)).filter(({ count }) => count > 0);
  }

  /** A group that does not get past is left to the next sweep's caller: deleting before its offset lets it go on all the same. */
  private async untilPassed(admin: Admin, places: readonly RecordPlace[]): Promise<void> {
    const until = performance.now() + passWithinMs;
    while (performance.now() < until) {
      if (await this.allPassed(admin, places)) return;
      await pause(lookEveryMs);
    }
  }

  private async allPassed(admin: Admin, places: readonly RecordPlace[]): Promise<boolean> {
    const { groups } = await admin.listGroups();
    const committed = await Promise.all(
      groups.map(({ groupId }) => admin.fetchOffsets({ groupId, topics: [...new Set(places.map(({ topic }) => topic))] })),
    );
    return committed
      .flat()
      .every(({ topic, partitions }) =>
        partitions.every(({ partition, offset }) =>
          places.every(
            (place) => place.topic !== topic || place.partition !== partition || Number(offset) < 0 || Number(offset) > place.offset,
          ),
        ),
      );
  }

  /** A consumer that waits for nothing, not connected yet. To read only, it is in the group of the house. */
  consumer(groupId = houseGroup): Consumer {
    return this.client('maintenance').consumer({ groupId, maxWaitTimeInMs: 100, retry: { retries: 2 } });
  }

  /** Connected. @throws the client's error */
  admin(): Promise<Admin> {
    this.connected ??= (async () => {
      const admin = this.client('maintenance').admin();
      await admin.connect();
      return admin;
    })().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }

  private client(clientId: string): Kafka {
    calmKafkajs();
    return new kafkajs.Kafka({ clientId, brokers: [...this.brokers], logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 2 } });
  }
}
