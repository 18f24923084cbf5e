/** A broker with three partitions a topic, ours unless another is given, for tests of what is done to topics and groups. */

import kafkajs, { type Kafka } from 'kafkajs';
import { startBroker } from '../engines/kafka/broker.ts';
import type { StartKafka } from '../engines/kafka/contract/cluster-under-test.fixture.ts';
import { freePort } from '../process/free-port.fixture.ts';
import { KafkaAdmin } from './admin/kafka-admin.ts';

export interface SmallKafka {
  /** The shop's own way to it. */
  kafka: Kafka;
  admin: KafkaAdmin;
  stop: () => Promise<void>;
}

const ours: StartKafka = (boot) => startBroker(boot, () => {});

export async function startSmallKafka(topics: readonly string[], start = ours): Promise<SmallKafka> {
  const port = await freePort();
  const listener = { name: 'all', host: '127.0.0.1', port, advertisedHost: '127.0.0.1', advertisedPort: port };
  const stopBroker = await start({
    nodes: [{ id: 1, listeners: [listener] }],
    topics: topics.map((name) => ({ name, partitions: 3 })),
    retentionBytesPerPartition: 1e7,
    initialRebalanceDelayMs: 50,
  });
  const admin = new KafkaAdmin([`127.0.0.1:${port}`], topics);
  return {
    kafka: new kafkajs.Kafka({ clientId: 'looking', brokers: [`127.0.0.1:${port}`], logLevel: kafkajs.logLevel.NOTHING }),
    admin,
    async stop() {
      admin.close();
      await stopBroker();
    },
  };
}
