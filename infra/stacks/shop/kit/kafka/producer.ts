import { setTimeout as wait } from 'node:timers/promises';
import { context, SpanKind } from '@opentelemetry/api';
import type { Kafka, Producer as KafkaProducer, Message } from 'kafkajs';
import type { Producer, ProducerMessage } from '../kit.ts';
import type { Runtime } from '../runtime.ts';
import { observe } from '../telemetry/observe.ts';
import { createKafka, kafkaHeaderGetter, kafkaHeaderSetter, kafkaLink, kafkaPropagator } from './client.ts';

/** An idempotent producer; the record carries the trace and the tenant in its headers. */
export function openProducer(runtime: Runtime): Producer {
  const producer = connectProducer(runtime, createKafka(runtime));
  const tenant = runtime.boot.sandboxId;
  return {
    send: (message) =>
      observe(
        {
          tracer: runtime.telemetry.tracer,
          histogram: runtime.instruments.messagingClient,
          name: `send ${message.topic}`,
          kind: SpanKind.PRODUCER,
          attributes: {
            'brownout.link': kafkaLink(runtime),
            'messaging.destination.name': message.topic,
            'messaging.operation.name': 'send',
          },
          spanAttributes: { 'messaging.system': 'kafka', 'messaging.kafka.message.key': message.key },
          parent: kafkaPropagator.extract(context.active(), message.headers ?? {}, kafkaHeaderGetter),
        },
        async ({ span }) => {
          const sent = await sendRecord(await producer, message, tenant);
          span.setAttribute('messaging.destination.partition.id', String(sent.partition));
          return sent;
        },
      ),
    sendAll: (messages) =>
      observe(
        {
          tracer: runtime.telemetry.tracer,
          histogram: runtime.instruments.messagingClient,
          name: 'send batch',
          kind: SpanKind.PRODUCER,
          attributes: { 'brownout.link': kafkaLink(runtime), 'messaging.operation.name': 'send' },
          spanAttributes: { 'messaging.system': 'kafka', 'messaging.batch.message_count': messages.length },
        },
        async () => sendRecords(await producer, messages, tenant),
      ),
  };
}

/** Each record stays in the trace that it brings; one without is of the trace that is active now. */
async function sendRecords(producer: KafkaProducer, messages: readonly ProducerMessage[], tenant: string): Promise<void> {
  const byTopic = new Map<string, Message[]>();
  for (const { topic, key, value, headers = {} } of messages) {
    const carried: Record<string, string> = { tenant, ...headers };
    if (carried['traceparent'] === undefined) kafkaPropagator.inject(context.active(), carried, kafkaHeaderSetter);
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), { key, value, headers: carried }]);
  }
  await producer.sendBatch({ acks: -1, topicMessages: [...byTopic].map(([topic, of]) => ({ topic, messages: of })) });
}

async function sendRecord(producer: KafkaProducer, { topic, key, value, headers }: ProducerMessage, tenant: string) {
  const carried: Record<string, string> = { tenant, ...headers };
  kafkaPropagator.inject(context.active(), carried, kafkaHeaderSetter);
  const [record] = await producer.send({ topic, acks: -1, messages: [{ key, value, headers: carried }] });
  return { partition: record?.partition ?? 0, offset: record?.baseOffset ?? '' };
}

async function connectProducer(runtime: Runtime, kafka: Promise<Kafka>): Promise<KafkaProducer> {
  const reached = runtime.readiness.expect('kafka producer');
  const producer = (await kafka).producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 2_000 },
  });
  let closing = false;
  runtime.ending.onClose(async () => {
    closing = true;
    await producer.disconnect();
  });
  void (async () => {
    while (!closing) {
      try {
        await producer.connect();
        reached();
        return;
      } catch {
        await wait(200);
      }
    }
  })();
  return producer;
}
