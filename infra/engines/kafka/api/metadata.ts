import type { Cluster, Topic } from '../cluster.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ApiRequest, NO_THROTTLE_MS } from './api.ts';

/** Metadata: nodes as this listener advertises them, topics, partitions and their leaders. Never creates a topic. */
export const metadata: Api = {
  minVersion: 0,
  maxVersion: 6,
  handle(request): ApiAnswer {
    const { version, client } = request;
    const { cluster } = client;
    const topics = wantedTopics(request);
    const out = new Writer(1024);
    if (version >= 3) out.int32(NO_THROTTLE_MS);
    writeNodes(out, request);
    if (version >= 2) out.nullableString(cluster.id);
    if (version >= 1) out.int32(cluster.controllerId);
    return out.array(topics, (name) => {
      const topic = cluster.topics.get(name);
      out.int16(topic ? ErrorCode.none : ErrorCode.unknownTopicOrPartition).string(name);
      if (version >= 1) out.bool(false);
      out.array(topic ? partitionIds(topic) : [], (partition) => writePartition(out, { cluster, partition, version }));
    });
  },
};

/** Version 0 says "all" with an empty list, later ones with null. */
function wantedTopics({ version, body, client }: ApiRequest): string[] {
  const named = body.nullableArray(() => body.string());
  const all = named === null || (version === 0 && named.length === 0);
  return all ? [...client.cluster.topics.keys()] : [...new Set(named)];
}

function writeNodes(out: Writer, { version, client }: ApiRequest): void {
  out.array(client.cluster.addresses(client.listener), ({ id, host, port }) => {
    out.int32(id).string(host).int32(port);
    if (version >= 1) out.nullableString(null);
  });
}

function partitionIds(topic: Topic): number[] {
  return topic.partitions.map((_, index) => index);
}

function writePartition(out: Writer, { cluster, partition, version }: { cluster: Cluster; partition: number; version: number }): void {
  const leader = cluster.leaderOf(partition);
  out.int16(ErrorCode.none).int32(partition).int32(leader);
  out.array([leader], (id) => out.int32(id));
  out.array([leader], (id) => out.int32(id));
  if (version >= 5) out.array([], () => undefined);
}
