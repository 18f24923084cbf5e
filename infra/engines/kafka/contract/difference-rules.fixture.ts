import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { knownDifferences } from '../known-differences.ts';
import { kafkaClient } from './clients.fixture.ts';
import type { ClusterUnderTest } from './cluster-under-test.fixture.ts';

/** What only our broker does; of Apache Kafka these are no tests. */
export function describeDifferences(running: () => ClusterUnderTest): void {
  const differs = (key: keyof typeof knownDifferences, run: (brokers: string[]) => Promise<void>): void => {
    const { what, reason } = knownDifferences[key];
    it(`${what}, because ${reason}`, () => run(running().brokers('orders')));
  };

  differs('fixedLeaders', async (brokers) => {
    const topic = `topic-${randomUUID()}`;
    const admin = kafkaClient(brokers, 'differences').admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 5, replicationFactor: 1 }] });
    const [described] = (await admin.fetchTopicMetadata({ topics: [topic] })).topics;
    await admin.disconnect();
    const leaders = described?.partitions.sort((a, b) => a.partitionId - b.partitionId).map(({ leader }) => leader);
    expect(leaders).toEqual([1, 2, 3, 1, 2]);
  });

  differs('noTransactions', async (brokers) => {
    const producer = kafkaClient(brokers, 'differences').producer({
      transactionalId: 'orders-1',
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    await expect(producer.transaction()).rejects.toThrow('Failed to find group coordinator');
    await producer.disconnect();
  });
}
