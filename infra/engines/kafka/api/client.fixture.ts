import type { KafkaBoot } from '../boot.ts';
import { Cluster } from '../cluster.ts';
import { dispatch } from '../dispatch.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import type { ApiKey } from './api.ts';

const RESPONSE_HEADER_BYTES = 8;

/** Three nodes, listeners `orders` (9101..) and `admin` (9201..), topic `t` with 6 partitions. */
export const testBoot: KafkaBoot = {
  nodes: [1, 2, 3].map((id) => ({
    id,
    listeners: [
      { name: 'orders', host: '127.0.0.1', port: 0, advertisedHost: 'proxy', advertisedPort: 9100 + id },
      { name: 'admin', host: '127.0.0.1', port: 0, advertisedHost: 'direct', advertisedPort: 9200 + id },
    ],
  })),
  topics: [{ name: 't', partitions: 6 }],
  retentionBytesPerPartition: 2 ** 20,
  initialRebalanceDelayMs: 0,
};

export interface TestRequest {
  key: ApiKey;
  version: number;
  body: Writer;
}

/** A request as it stands in a frame, without the size. */
export function requestBytes({ key, version, body }: TestRequest, correlationId = 1): Buffer {
  const header = new Writer().int16(key).int16(version).int32(correlationId).nullableString('test');
  return Buffer.concat([header, body].map((part) => part.frame(0).subarray(RESPONSE_HEADER_BYTES)));
}

/** A client connected to one node of a cluster, without sockets. */
export class TestClient {
  private readonly closers = new Set<() => void>();

  constructor(
    readonly cluster = new Cluster(testBoot),
    private readonly origin = { nodeId: 1, listener: 'orders' },
  ) {}

  /** The body of the answer. @throws Error when there is none */
  async ask(request: TestRequest): Promise<Reader> {
    const client = { ...this.origin, cluster: this.cluster, clientHost: '127.0.0.1', onClose: (run: () => void) => this.onClose(run) };
    const answer = await dispatch(requestBytes(request), client);
    if (!answer) throw new Error('the broker gave no answer');
    return new Reader(answer.subarray(RESPONSE_HEADER_BYTES));
  }

  /** The connection ends. */
  disconnect(): void {
    for (const run of [...this.closers]) run();
  }

  private onClose(run: () => void): () => void {
    this.closers.add(run);
    return () => this.closers.delete(run);
  }
}

interface ProduceOptions {
  topic?: string;
  acks?: number;
  transactionalId?: string | null;
}

/** Produce version 7 of one batch for each given partition. */
export function produceRequest(
  batches: Record<number, Buffer>,
  { topic = 't', acks = -1, transactionalId = null }: ProduceOptions = {},
): TestRequest {
  const body = new Writer().nullableString(transactionalId).int16(acks).int32(1000);
  body.array([topic], (name) =>
    body.string(name).array(Object.entries(batches), ([partition, batch]) => body.int32(Number(partition)).bytes(batch)),
  );
  return { key: 0, version: 7, body };
}

interface FetchOptions {
  maxWaitMs?: number;
  minBytes?: number;
  maxBytes?: number;
  partitionMaxBytes?: number;
  topic?: string;
}

/** Fetch version 11 of partitions from offsets. */
export function fetchRequest(offsets: Record<number, number>, options: FetchOptions = {}): TestRequest {
  const { maxWaitMs = 500, minBytes = 1, maxBytes = 2 ** 20, partitionMaxBytes = 2 ** 20, topic = 't' } = options;
  const body = new Writer().int32(-1).int32(maxWaitMs).int32(minBytes).int32(maxBytes).int8(1).int32(0).int32(-1);
  body.array([topic], (name) =>
    body
      .string(name)
      .array(Object.entries(offsets), ([partition, offset]) =>
        body.int32(Number(partition)).int32(-1).int64(offset).int64(-1).int32(partitionMaxBytes),
      ),
  );
  body.array([], () => undefined).string('');
  return { key: 1, version: 11, body };
}

/** What a Fetch answer says per partition: its error, and the base offsets of the batches when they are 100 bytes each. */
export function readFetched(answer: Reader): Record<number, { error: number; bytes: number }> {
  answer.int32();
  answer.int16();
  answer.int32();
  const [topic] = answer.array(() => {
    answer.string();
    return answer.array(() => readPartition(answer));
  });
  return Object.fromEntries((topic ?? []).map(({ partition, error, bytes }) => [partition, { error, bytes }]));
}

function readPartition(answer: Reader): { partition: number; error: number; bytes: number } {
  const head = { partition: answer.int32(), error: answer.int16() };
  for (let skipped = 0; skipped < 3; skipped++) answer.int64();
  answer.array(() => undefined);
  answer.int32();
  return { ...head, bytes: answer.bytes().length };
}
