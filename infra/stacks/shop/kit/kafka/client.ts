import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { IHeaders, Kafka, logLevel } from 'kafkajs';
import type { Runtime } from '../runtime.ts';

/** Level of kafkajs's own `logLevel.ERROR`, spelled out so that the library is loaded only by who uses it. */
const errorLevel = 1 as logLevel.ERROR;

/** The Kafka client of this slot. What it says below an error is left out; errors go into the structured log. */
export function createKafka(runtime: Runtime): Promise<Kafka> {
  const { kafka } = runtime.boot;
  if (!kafka) throw new Error(`${runtime.boot.slot} was started without kafka in its boot`);
  return build(runtime, kafka);
}

async function build({ log }: Runtime, { clientId, brokers }: NonNullable<Runtime['boot']['kafka']>): Promise<Kafka> {
  const [{ Kafka: KafkaJs }, { calmKafkajs }] = await Promise.all([import('kafkajs'), import('../../../../process/calm-kafkajs.ts')]);
  calmKafkajs();
  return new KafkaJs({
    clientId,
    brokers,
    connectionTimeout: 3_000,
    logLevel: errorLevel,
    logCreator:
      () =>
      ({ namespace, log: { message, error } }) =>
        log.warn(`kafka: ${message}`, { client: namespace, ...(error === undefined ? {} : { detail: String(error) }) }),
  });
}

/** The link this slot reaches Kafka through. */
export function kafkaLink({ boot }: Runtime): string {
  return boot.kafka?.link ?? `${boot.service}->kafka`;
}

export const kafkaPropagator = new W3CTraceContextPropagator();
export const kafkaHeaderSetter = { set: (headers: Record<string, string>, name: string, value: string) => void (headers[name] = value) };
export const kafkaHeaderGetter = {
  keys: (headers: Record<string, string>) => Object.keys(headers),
  get: (headers: Record<string, string>, name: string) => headers[name],
};

/** Record headers as text; of a repeated header the last. */
export function textHeaders(headers: IHeaders | undefined): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value[value.length - 1] : value;
    if (last !== undefined) text[name] = last.toString();
  }
  return text;
}
