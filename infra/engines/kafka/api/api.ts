import type { Cluster } from '../cluster.ts';
import type { Reader } from '../wire/reader.ts';
import type { Writer } from '../wire/writer.ts';

/** Kafka's API keys that this broker serves. */
export const ApiKey = {
  produce: 0,
  fetch: 1,
  listOffsets: 2,
  metadata: 3,
  offsetCommit: 8,
  offsetFetch: 9,
  findCoordinator: 10,
  joinGroup: 11,
  heartbeat: 12,
  leaveGroup: 13,
  syncGroup: 14,
  describeGroups: 15,
  listGroups: 16,
  apiVersions: 18,
  createTopics: 19,
  deleteTopics: 20,
  deleteRecords: 21,
  initProducerId: 22,
  describeConfigs: 32,
  createPartitions: 37,
  deleteGroups: 42,
} as const;

export type ApiKey = (typeof ApiKey)[keyof typeof ApiKey];

/** Who asks, and through which door. */
export interface ClientContext {
  cluster: Cluster;
  nodeId: number;
  /** Name of the listener the connection came in by; decides which addresses the client is told. */
  listener: string;
  clientHost: string;
  /** Calls `run` when the connection ends; the returned function takes that back. */
  onClose(run: () => void): () => void;
}

export interface ApiRequest {
  version: number;
  clientId: string;
  body: Reader;
  client: ClientContext;
}

/** A response body, or null for a request that gets no answer. */
export type ApiAnswer = Writer | null;

/** One API: the versions it speaks and how it answers. A thrown error closes the connection. */
export interface Api {
  minVersion: number;
  maxVersion: number;
  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
}

/** No quotas here: `throttle_time_ms` is always this. */
export const NO_THROTTLE_MS = 0;
