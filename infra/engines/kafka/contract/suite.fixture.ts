/** One suite for our broker and Apache Kafka, through two clients that share no code. */
import { afterAll, beforeAll, describe } from 'vitest';
import { describeFound } from '../../originals/describe-original.fixture.ts';
import { findKcat } from '../../originals/find.ts';
import { type ClusterUnderTest, type StartKafka, startCluster } from './cluster-under-test.fixture.ts';
import { describeDifferences } from './difference-rules.fixture.ts';
import { describeKafkajs } from './kafkajs-rules.fixture.ts';
import { describeKcat } from './kcat-rules.fixture.ts';

export function describeKafka(start: StartKafka, { isOurs }: { isOurs: boolean }): void {
  let cluster: ClusterUnderTest;
  beforeAll(async () => {
    cluster = await startCluster(start);
  }, 120_000);
  afterAll(() => cluster?.stop());
  describe('through kafkajs', () => describeKafkajs(() => cluster));
  describeFound(findKcat(), 'through kcat', () => describeKcat(() => cluster, { isOurs }));
  if (isOurs) describe('known differences', () => describeDifferences(() => cluster));
}
