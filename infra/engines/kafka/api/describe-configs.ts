import type { Cluster } from '../cluster.ts';
import { MAX_BATCH_BYTES } from '../log/record-batch.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import type { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';

const TOPIC = 2;
const BROKER = 4;
const SOURCE_DEFAULT = 5;

interface Wanted {
  type: number;
  name: string;
  settings: string[] | null;
}

interface Described {
  error: ErrorCode;
  settings: [name: string, value: string][];
}

/** DescribeConfigs: the settings that are really in force here, all read-only. */
export const describeConfigs: Api = {
  minVersion: 0,
  maxVersion: 2,
  handle({ version, body, client }): ApiAnswer {
    const resources = body.array(() => readResource(body));
    const out = new Writer().int32(NO_THROTTLE_MS);
    return out.array(resources, (wanted) => {
      const { error, settings } = describe(client.cluster, wanted);
      out.int16(error).nullableString(null).int8(wanted.type).string(wanted.name);
      out.array(settings, (setting) => writeSetting(out, setting, version));
    });
  },
};

function readResource(body: Reader): Wanted {
  return { type: body.int8(), name: body.string(), settings: body.nullableArray(() => body.string()) };
}

function describe(cluster: Cluster, { type, name, settings }: Wanted): Described {
  const all = settingsOf(cluster, type, name);
  if (!all) return { error: type === TOPIC ? ErrorCode.unknownTopicOrPartition : ErrorCode.invalidRequest, settings: [] };
  return {
    error: ErrorCode.none,
    settings: all.filter(([setting]) => settings === null || settings.length === 0 || settings.includes(setting)),
  };
}

function settingsOf(cluster: Cluster, type: number, name: string): Described['settings'] | undefined {
  const { retentionBytesPerPartition, initialRebalanceDelayMs } = cluster.boot;
  if (type === TOPIC && cluster.topics.has(name)) {
    return [
      ['cleanup.policy', 'delete'],
      ['retention.bytes', String(retentionBytesPerPartition)],
      ['retention.ms', '-1'],
      ['max.message.bytes', String(MAX_BATCH_BYTES)],
      ['message.timestamp.type', 'CreateTime'],
    ];
  }
  if (type !== BROKER || !cluster.nodeIds.includes(Number(name))) return undefined;
  return [
    ['broker.id', name],
    ['auto.create.topics.enable', 'false'],
    ['group.initial.rebalance.delay.ms', String(initialRebalanceDelayMs)],
    ['log.retention.bytes', String(retentionBytesPerPartition)],
    ['message.max.bytes', String(MAX_BATCH_BYTES)],
  ];
}

function writeSetting(out: Writer, [name, value]: Described['settings'][number], version: number): void {
  out.string(name).nullableString(value).bool(true);
  if (version === 0) out.bool(true);
  else out.int8(SOURCE_DEFAULT);
  out.bool(false);
  if (version >= 1) out.array([], () => undefined);
}
