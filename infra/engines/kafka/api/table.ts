import { type Api, ApiKey } from './api.ts';
import { type ApiRange, apiVersions } from './api-versions.ts';
import { createPartitions } from './create-partitions.ts';
import { createTopics } from './create-topics.ts';
import { deleteGroups } from './delete-groups.ts';
import { deleteRecords } from './delete-records.ts';
import { deleteTopics } from './delete-topics.ts';
import { describeConfigs } from './describe-configs.ts';
import { describeGroups } from './describe-groups.ts';
import { fetch } from './fetch.ts';
import { findCoordinator } from './find-coordinator.ts';
import { heartbeat } from './heartbeat.ts';
import { initProducerId } from './init-producer-id.ts';
import { joinGroup } from './join-group.ts';
import { leaveGroup } from './leave-group.ts';
import { listGroups } from './list-groups.ts';
import { listOffsets } from './list-offsets.ts';
import { metadata } from './metadata.ts';
import { offsetCommit } from './offset-commit.ts';
import { offsetFetch } from './offset-fetch.ts';
import { produce } from './produce.ts';
import { syncGroup } from './sync-group.ts';

/** Every API of the broker by its key. */
const table: Record<ApiKey, Api> = {
  [ApiKey.produce]: produce,
  [ApiKey.fetch]: fetch,
  [ApiKey.listOffsets]: listOffsets,
  [ApiKey.metadata]: metadata,
  [ApiKey.offsetCommit]: offsetCommit,
  [ApiKey.offsetFetch]: offsetFetch,
  [ApiKey.findCoordinator]: findCoordinator,
  [ApiKey.joinGroup]: joinGroup,
  [ApiKey.heartbeat]: heartbeat,
  [ApiKey.leaveGroup]: leaveGroup,
  [ApiKey.syncGroup]: syncGroup,
  [ApiKey.describeGroups]: describeGroups,
  [ApiKey.listGroups]: listGroups,
  [ApiKey.apiVersions]: apiVersions(apiRanges),
  [ApiKey.createTopics]: createTopics,
  [ApiKey.deleteTopics]: deleteTopics,
  [ApiKey.deleteRecords]: deleteRecords,
  [ApiKey.initProducerId]: initProducerId,
  [ApiKey.describeConfigs]: describeConfigs,
  [ApiKey.createPartitions]: createPartitions,
  [ApiKey.deleteGroups]: deleteGroups,
};

/** The API for a key from the wire; undefined when it is not served. */
export function findApi(key: number): Api | undefined {
  return (table as Record<number, Api | undefined>)[key];
}

/** Keys and version ranges as advertised. */
export function apiRanges(): ApiRange[] {
  return Object.entries(table).map(([key, { minVersion, maxVersion }]) => ({ key: Number(key), minVersion, maxVersion }));
}
