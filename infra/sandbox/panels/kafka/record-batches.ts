/** Kafka's record batches (magic 2) as a broker answers them: https://kafka.apache.org/documentation/#recordbatch */
import { gunzipSync } from 'node:zlib';

export interface RawRecord {
  offset: number;
  timestampMs: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: { name: string; value: Buffer | null }[];
}

export interface ReadBatches {
  records: RawRecord[];
  /** First offset after what was read; null when not one batch was whole. */
  nextOffset: number | null;
  /** Why some records are not among them; null when all are. */
  problem: string | null;
}

const headerBytes = 61;
const lengthExcludedBytes = 12;
const at = { length: 8, magic: 16, attributes: 21, lastOffsetDelta: 23, firstTimestamp: 27, count: 57 } as const;
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const controlBatch = 0x20;
/** A batch may unpack to this at most: a small one can claim to be gigabytes. */
const mostUnpackedBytes = 8 * 1024 * 1024;

/** Reads whole batches; the last one of an answer may be cut, and is left out. */
export function readBatches(buffer: Buffer): ReadBatches {
  const found: ReadBatches = { records: [], nextOffset: null, problem: null };
  for (let start = 0; start + headerBytes <= buffer.length; ) {
    const end = start + lengthExcludedBytes + buffer.readInt32BE(start + at.length);
    if (end > buffer.length || end < start + headerBytes) break;
    const batch = buffer.subarray(start, end);
    const baseOffset = Number(batch.readBigInt64BE(0));
    found.nextOffset = baseOffset + batch.readInt32BE(at.lastOffsetDelta) + 1;
    const { records, problem } = readBatch(batch, baseOffset);
    found.records.push(...records);
    found.problem ??= problem;
    start = end;
  }
  return found;
}

function readBatch(batch: Buffer, baseOffset: number): { records: RawRecord[]; problem: string | null } {
  if (batch.readInt8(at.magic) !== 2) return { records: [], problem: 'A batch is of an older format than Kafka 0.11 and is not shown.' };
  const attributes = batch.readInt16BE(at.attributes);
  if (attributes & controlBatch) return { records: [], problem: null };
  const codec = attributes & 7;
  if (codec > 1) return { records: [], problem: `A batch is packed with ${codecs[codec] ?? 'an unknown codec'} and is not shown.` };
  const first = { baseOffset, timestampMs: Number(batch.readBigInt64BE(at.firstTimestamp)) };
  try {
    const packed = batch.subarray(headerBytes);
    const cursor = new Cursor(codec === 1 ? gunzipSync(packed, { maxOutputLength: mostUnpackedBytes }) : packed);
    return { records: Array.from({ length: batch.readInt32BE(at.count) }, () => readRecord(cursor, first)), problem: null };
  } catch {
    return { records: [], problem: `The batch at offset ${baseOffset} cannot be read.` };
  }
}

function readRecord(cursor: Cursor, first: { baseOffset: number; timestampMs: number }): RawRecord {
  cursor.varint();
  cursor.skip(1);
  const timestampMs = first.timestampMs + cursor.varint();
  const offset = first.baseOffset + cursor.varint();
  const key = cursor.bytes();
  const value = cursor.bytes();
  const count = cursor.varint();
  const headers = Array.from({ length: cursor.checked(count) }, () => ({
    name: (cursor.bytes() ?? Buffer.alloc(0)).toString('utf8'),
    value: cursor.bytes(),
  }));
  return { offset, timestampMs, key, value, headers };
}

/** Reads in order. @throws RangeError past the end */
class Cursor {
  private offset = 0;

  constructor(private readonly buffer: Buffer) {}

  /** Zigzag varint; up to 64 bits, of which 53 are exact. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let index = 0; index < 10; index += 1) {
      const byte = this.buffer.readUInt8(this.offset++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
    throw new RangeError('a number has no end');
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const start = this.offset;
    this.skip(length);
    return this.buffer.subarray(start, this.offset);
  }

  skip(length: number): void {
    if (length < 0 || this.offset + length > this.buffer.length) throw new RangeError('past the end');
    this.offset += length;
  }

  /** A count of things that are a byte each at least. */
  checked(count: number): number {
    if (count < 0 || count > this.buffer.length - this.offset) throw new RangeError(`${count} things do not fit`);
    return count;
  }
}
