/** One suite for our broker and Apache Kafka, through two clients that share no code. */
import { afterAll, beforeAll, describe } from 'vitest';
import { describeFound, describeOriginal } from '../originals/describe-original.fixture.ts';
import { findKcat } from '../originals/find.ts';
import { startBroker } from './broker.ts';
import { type ClusterUnderTest, type StartKafka, startCluster } from './contract/cluster-under-test.fixture.ts';
import { describeDifferences } from './contract/difference-rules.fixture.ts';
import { describeKafkajs } from './contract/kafkajs-rules.fixture.ts';
import { describeKcat } from './contract/kcat-rules.fixture.ts';
import { originalKafka } from './contract/start-original.fixture.ts';

function describeKafka(start: StartKafka, { isOurs }: { isOurs: boolean }): void {
  let cluster: ClusterUnderTest;
  beforeAll(async () => {
    cluster = await startCluster(start);
  }, 120_000);
  afterAll(() => cluster?.stop());
  describe('through kafkajs', () => describeKafkajs(() => cluster));
  describeFound(findKcat(), 'through kcat', () => describeKcat(() => cluster, { isOurs }));
  if (isOurs) describe('known differences', () => describeDifferences(() => cluster));
}

describe('our broker', () => describeKafka((boot) => startBroker(boot, (line) => console.error(line)), { isOurs: true }));
describeOriginal('kafka', 'Apache Kafka', (original) => describeKafka(originalKafka(original), { isOurs: false }));
