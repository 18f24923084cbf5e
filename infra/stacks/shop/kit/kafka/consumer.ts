import { setTimeout as wait } from 'node:timers/promises';
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import type { Consumer, EachMessagePayload, Kafka, RequestEvent } from 'kafkajs';
import { jsonField } from '../json-field.ts';
import type { ConsumedMessage, ConsumerOptions } from '../kit.ts';
import type { Runtime } from '../runtime.ts';
import { observe } from '../telemetry/observe.ts';
import { createKafka, kafkaHeaderGetter, kafkaLink, kafkaPropagator, textHeaders } from './client.ts';
import { ConsumerWatch } from './consumer-report.ts';
import { Membership, type Stay } from './membership.ts';

/** How long a broker may collect before it answers a fetch. */
const collectMs = 250;

/** Requests whose duration tells how the link to the brokers does, and how long of it is waiting on purpose. */
const observedRequests: Record<string, { name: string; onPurposeMs: number }> = {
  Fetch: { name: 'poll', onPurposeMs: collectMs },
  OffsetCommit: { name: 'commit', onPurposeMs: 0 },
  Heartbeat: { name: 'heartbeat', onPurposeMs: 0 },
};

/** Puts this slot's consumer into its group whenever the desired state says so. */
export function startConsumer(runtime: Runtime, options: ConsumerOptions): { membership: Membership; watch: ConsumerWatch } {
  const kafka = createKafka(runtime);
  const watch = new ConsumerWatch(options.groupId, () => performance.now());
  const membership = new Membership(
    async (host) => join(runtime, options, { kafka: await kafka, watch, ...host }),
    () => wait(500),
  );
  const { desired, readiness, ending, log } = runtime;
  const reached = readiness.expect(`consumer ${options.groupId}`);
  const joined = membership.set(desired.current.consumer).then(reached);
  joined.catch((error: unknown) => log.error('consumer did not start', { error }));
  desired.onChange(({ consumer }, changed) => {
    if (changed.has('consumer')) void membership.set(consumer);
  });
  ending.onDrain(() => membership.set('cordoned'));
  return { membership, watch };
}

interface Host {
  kafka: Kafka;
  watch: ConsumerWatch;
  onLost(): void;
  isPaused(): boolean;
}

async function join(runtime: Runtime, options: ConsumerOptions, { kafka, watch, onLost, isPaused }: Host): Promise<Stay> {
  const consumer = kafka.consumer({
    groupId: options.groupId,
    sessionTimeout: 10_000,
    heartbeatInterval: 1_000,
    rebalanceTimeout: 10_000,
    // A broker collects for a quarter of a second before it answers: asking for each record alone costs more than handling it.
    minBytes: 16 * 1024,
    maxWaitTimeInMs: collectMs,
    maxBytesPerPartition: options.maxBytesPerPartition ?? 64 * 1024,
    maxBytes: options.maxBytes ?? 128 * 1024,
    allowAutoTopicCreation: false,
    retry: { retries: 8, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: async () => false },
  });
  let left = false;
  const leave = async (): Promise<void> => {
    left = true;
    await consumer.disconnect();
  };
  watchRequests(runtime, consumer);
  const pause = pauseOf(consumer, options.topics);
  // Told at the moment of the assignment, before the first fetch: a slot that starts into a paused group takes not one record.
  consumer.on(consumer.events.GROUP_JOIN, () => pause(isPaused()));
  consumer.on(consumer.events.GROUP_JOIN, () => watch.joined());
  consumer.on(consumer.events.HEARTBEAT, ({ payload }) => watch.inGeneration(payload.groupGenerationId));
  try {
    await consumer.connect();
    // From the beginning where the group has no offset yet: else a partition that changes hands before its first commit loses records.
    await consumer.subscribe({ topics: options.topics, fromBeginning: true });
    await joinGroup(consumer, (payload) => watched(watch, payload, () => handleMessage(runtime, options, payload)), options.concurrency);
  } catch (error) {
    await leave().catch(() => {});
    throw error;
  }
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    runtime.log.error('consumer fell out of its group', { error: payload.error });
    if (!left) onLost();
  });
  return { leave, pause };
}

/** kafkajs keeps paused topics over rebalances: a topic pauses on whatever partitions the member has. */
function pauseOf(consumer: Consumer, topics: readonly string[]): Stay['pause'] {
  const all = topics.map((topic) => ({ topic }));
  return (paused) => (paused ? consumer.pause(all) : consumer.resume(all));
}

/** Resolves at the first assignment. kafkajs reports a failed first join only as a crash. */
function joinGroup(consumer: Consumer, eachMessage: (payload: EachMessagePayload) => Promise<void>, concurrency = 1): Promise<void> {
  return new Promise((resolve, reject) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve());
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        partitionsConsumedConcurrently: concurrency,
        autoCommitInterval: 500,
        eachMessage,
      })
      .catch(reject);
  });
}

/** Notes a record that could not be handled; it comes again. */
async function watched(
  watch: ConsumerWatch,
  { topic, partition, message }: EachMessagePayload,
  handle: () => Promise<void>,
): Promise<void> {
  try {
    await handle();
  } catch (error) {
    watch.failedOn({ topic, partition, offset: message.offset }, error);
    throw error;
  }
}

function watchRequests(runtime: Runtime, consumer: Consumer): void {
  consumer.on(consumer.events.REQUEST, ({ payload }: RequestEvent) => {
    const request = observedRequests[payload.apiName];
    if (request === undefined) return;
    const attributes = { 'brownout.link': kafkaLink(runtime), 'messaging.operation.name': request.name };
    runtime.instruments.messagingClient.record(Math.max(0, payload.duration - request.onPurposeMs) / 1000, attributes);
  });
}

/** Handles one record in a span that continues the trace of whoever sent it. */
async function handleMessage(runtime: Runtime, options: ConsumerOptions, { topic, partition, message }: EachMessagePayload): Promise<void> {
  const headers = textHeaders(message.headers);
  const consumed: ConsumedMessage = {
    topic,
    partition,
    offset: message.offset,
    key: message.key?.toString() ?? '',
    value: message.value?.toString() ?? '',
    headers,
    timestampMs: Number(message.timestamp),
  };
  const operation = {
    tracer: runtime.telemetry.tracer,
    histogram: runtime.instruments.messagingProcess,
    name: `process ${topic}`,
    kind: SpanKind.CONSUMER,
    attributes: { 'brownout.link': kafkaLink(runtime), 'messaging.destination.name': topic, 'messaging.operation.name': 'process' },
    spanAttributes: {
      'messaging.system': 'kafka',
      'messaging.consumer.group.name': options.groupId,
      'messaging.destination.partition.id': String(partition),
      'messaging.kafka.message.key': consumed.key,
      'messaging.kafka.offset': consumed.offset,
    },
    parent: kafkaPropagator.extract(ROOT_CONTEXT, headers, kafkaHeaderGetter),
  };
  await observe(operation, async () => {
    await runtime.hooks.beforeWork((field) => jsonField(consumed.value, field));
    await options.handle(consumed);
  });
}
