import kafkajs from 'kafkajs';
import { calmKafkajs } from '../../process/calm-kafkajs.ts';
import type { RedisAdmin } from '../admin/redis-admin.ts';
import { kafkaAddresses } from '../engine-boots.ts';
import { type BootContext, collectorUrl } from '../service-boot.ts';
import { KafkaReader } from './kafka-gauges.ts';
import { type Gauge, gaugesBody, sendGauges } from './otlp-gauges.ts';
import { redisGauges } from './redis-gauges.ts';

const everyMs = 2000;

/** Reports what only the engines know: offsets and members of Kafka, memory and hits of Redis. Returns what ends it. */
export function startExporters(context: BootContext, redis: RedisAdmin): () => void {
  calmKafkajs();
  const { stack, layout } = context;
  const admin = new kafkajs.Kafka({
    clientId: 'kafka-exporter',
    brokers: kafkaAddresses(layout),
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 0 },
  }).admin();
  const topics = stack.engines.kafka.topics.map(({ name }) => name);
  const reader = new KafkaReader(admin, topics);
  const connected = admin.connect();
  connected.catch(() => {});
  const target = collectorUrl(context);
  const stops = [
    exportRegularly('kafka-exporter', target, async () => {
      await connected;
      return reader.read();
    }),
    exportRegularly('redis-exporter', target, async () => redisGauges(await redis.info())),
  ];
  return () => {
    for (const stop of stops) stop();
    void admin.disconnect().catch(() => {});
  };
}

/** One reading every 2 s, never two at once; a reading that fails is a gap in the chart, like in production. */
function exportRegularly(service: string, target: string, read: () => Promise<Gauge[]>): () => void {
  let busy = false;
  const tick = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      await sendGauges(target, gaugesBody(service, await read(), Date.now()), everyMs);
    } catch {
      // The next reading is 2 s away.
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void tick(), everyMs);
  return () => clearInterval(timer);
}
