import type { Reader } from '../wire/reader.ts';

export interface FetchPartition {
  topic: string;
  partition: number;
  offset: number;
  maxBytes: number;
}

export interface FetchRequest {
  maxWaitMs: number;
  minBytes: number;
  maxBytes: number;
  readCommitted: boolean;
  sessionId: number;
  topics: { name: string; partitions: FetchPartition[] }[];
}

/** Decodes Fetch versions 4 to 11. */
export function readFetchRequest(body: Reader, version: number): FetchRequest {
  body.int32(); // replica id: only clients fetch here
  const maxWaitMs = Math.max(body.int32(), 0);
  const minBytes = body.int32();
  const maxBytes = body.int32();
  const readCommitted = body.int8() === 1;
  const sessionId = version >= 7 ? body.int32() : 0;
  if (version >= 7) body.int32();
  const topics = body.array(() => {
    const name = body.string();
    return { name, partitions: body.array(() => readPartition(body, name, version)) };
  });
  return { maxWaitMs, minBytes, maxBytes, readCommitted, sessionId, topics };
}

function readPartition(body: Reader, topic: string, version: number): FetchPartition {
  const partition = body.int32();
  if (version >= 9) body.int32(); // leader epoch: leaders never change here
  const offset = body.int64();
  if (version >= 5) body.int64();
  return { topic, partition, offset, maxBytes: body.int32() };
}
