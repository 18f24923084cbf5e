/**
 * Reads records of one partition by offset, as `kcat -C -o` does: no group, no commit, so that nobody's consumers notice.
 * The client library reads only as a member of a group.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Reader } from '../../../engines/kafka/wire/reader.ts';
import { Writer } from '../../../engines/kafka/wire/writer.ts';

export interface Address {
  host: string;
  port: number;
}

export interface FetchPlace {
  topic: string;
  partition: number;
  offset: number;
}

export interface Fetched {
  /** Kafka's error code; 0 is none. */
  error: number;
  batches: Buffer;
}

const fetchKey = 1;
/** Served by every broker from 0.11 to today's, and the simplest with batches of magic 2. */
const fetchVersion = 4;
const responseHeaderBytes = 8;
const partitionBytes = 512 * 1024;
/** A batch can be larger than what was asked for, when it is the first; no batch is larger than this by default. */
const mostAnswerBytes = 4 * 1024 * 1024;

/** One connection to the broker that leads the partition. */
export class PartitionFetch {
  private correlation = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly withinMs: number,
  ) {}

  /** @throws Error when nobody answers in time */
  static async open({ host, port }: Address, withinMs: number): Promise<PartitionFetch> {
    const socket = connect({ host, port, noDelay: true });
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(withinMs) });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    socket.on('error', () => {});
    return new PartitionFetch(socket, withinMs);
  }

  /** What is there now; nothing is waited for. @throws Error when the broker does not answer in time, or answers something else */
  async fetch(place: FetchPlace): Promise<Fetched> {
    this.correlation += 1;
    this.socket.write(fetchRequest(place, this.correlation));
    const answer = await readFrame(this.socket, AbortSignal.timeout(this.withinMs));
    return readFetched(new Reader(answer.subarray(responseHeaderBytes)));
  }

  close(): void {
    this.socket.destroy();
  }
}

function fetchRequest({ topic, partition, offset }: FetchPlace, correlation: number): Buffer {
  const out = new Writer().int16(fetchKey).int16(fetchVersion).int32(correlation).nullableString('maintenance');
  // No replica, no waiting, whatever there is; read uncommitted.
  out.int32(-1).int32(0).int32(0).int32(mostAnswerBytes).int8(0);
  out.array([topic], (name) => out.string(name).array([partition], (id) => out.int32(id).int64(offset).int32(partitionBytes)));
  // The writer keeps room for a response's header, which a request has not.
  const body = out.frame(0).subarray(responseHeaderBytes);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

/** Size, correlation id and body. */
async function readFrame(socket: Socket, signal: AbortSignal): Promise<Buffer> {
  let received: Buffer = Buffer.alloc(0);
  for (;;) {
    if (received.length >= 4) {
      const wanted = 4 + received.readInt32BE(0);
      if (wanted > mostAnswerBytes + partitionBytes || wanted < responseHeaderBytes)
        throw new Error(`the broker announces ${wanted} bytes`);
      if (received.length >= wanted) return received.subarray(0, wanted);
    }
    if (socket.destroyed) throw new Error('the broker closed the connection');
    const chunk = socket.read() as Buffer | null;
    if (chunk) received = Buffer.concat([received, chunk]);
    else await nextEvent(socket, signal);
  }
}

/** More is there, or the connection ended. */
async function nextEvent(socket: Socket, signal: AbortSignal): Promise<void> {
  await Promise.race([once(socket, 'readable', { signal }), once(socket, 'close', { signal })]);
}

function readFetched(body: Reader): Fetched {
  body.int32(); // throttle
  const [topic] = body.array(() => {
    body.string();
    return body.array(() => {
      body.int32();
      const error = body.int16();
      body.int64(); // high watermark
      body.int64(); // last stable offset
      body.array(() => {
        body.int64();
        body.int64();
      });
      return { error, batches: body.nullableBytes() ?? Buffer.alloc(0) };
    });
  });
  const [partition] = topic ?? [];
  if (!partition) throw new Error('the broker answered without the partition');
  return partition;
}
