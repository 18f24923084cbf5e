import { ErrorCode } from '../wire/error-codes.ts';
import { writeInt64 } from '../wire/writer.ts';
import { crc32c } from './crc32c.ts';

/** Size of a version 2 batch header; records follow. */
export const BATCH_HEADER_BYTES = 61;
/** `message.max.bytes` of Kafka. */
export const MAX_BATCH_BYTES = 1024 * 1024 + 12;

const at = { batchLength: 8, leaderEpoch: 12, magic: 16, crc: 17, attributes: 21, lastOffsetDelta: 23 } as const;
const times = { first: 27, max: 35 } as const;
const producer = { id: 43, epoch: 51, baseSequence: 53, recordCount: 57 } as const;
const LENGTH_EXCLUDED_BYTES = 12;
const CONTROL_BATCH = 0x20;

/** What the broker must know of a batch; the records themselves are never read. */
export interface BatchHeader {
  recordCount: number;
  firstTimestampMs: number;
  maxTimestampMs: number;
  /** -1 when the producer is not idempotent. */
  producerId: number;
  producerEpoch: number;
  baseSequence: number;
}

/** The header of the one version 2 batch in `records`, or the Kafka error that refuses it. */
export function parseBatch(records: Buffer): { ok: true; header: BatchHeader } | { ok: false; error: ErrorCode } {
  const error = batchError(records);
  if (error !== ErrorCode.none) return { ok: false, error };
  return {
    ok: true,
    header: {
      recordCount: records.readInt32BE(producer.recordCount),
      firstTimestampMs: Number(records.readBigInt64BE(times.first)),
      maxTimestampMs: Number(records.readBigInt64BE(times.max)),
      producerId: Number(records.readBigInt64BE(producer.id)),
      producerEpoch: records.readInt16BE(producer.epoch),
      baseSequence: records.readInt32BE(producer.baseSequence),
    },
  };
}

function batchError(records: Buffer): ErrorCode {
  if (records.length <= at.magic) return ErrorCode.corruptMessage;
  if (records.readInt8(at.magic) !== 2) return ErrorCode.unsupportedForMessageFormat;
  if (records.length > MAX_BATCH_BYTES) return ErrorCode.messageTooLarge;
  const length = records.readInt32BE(at.batchLength) + LENGTH_EXCLUDED_BYTES;
  if (records.length < BATCH_HEADER_BYTES || length > records.length) return ErrorCode.corruptMessage;
  if (length < records.length) return ErrorCode.invalidRecord;
  return records.readUInt32BE(at.crc) === crc32c(records, at.attributes) ? headerError(records) : ErrorCode.corruptMessage;
}

function headerError(records: Buffer): ErrorCode {
  const recordCount = records.readInt32BE(producer.recordCount);
  if (recordCount < 1 || records.readInt32BE(at.lastOffsetDelta) !== recordCount - 1) return ErrorCode.invalidRecord;
  if (!Number.isSafeInteger(Number(records.readBigInt64BE(times.max)))) return ErrorCode.invalidTimestamp;
  return records.readInt16BE(at.attributes) & CONTROL_BATCH ? ErrorCode.invalidRecord : ErrorCode.none;
}

/** A copy that owns its memory, placed at `baseOffset`. The checksum does not cover the fields written here. */
export function placeBatch(records: Buffer, baseOffset: number): Buffer {
  // A view would keep the whole frame it came in alive, a pooled copy its neighbours.
  const placed = Buffer.allocUnsafeSlow(records.length);
  records.copy(placed);
  writeInt64(placed, baseOffset, 0);
  placed.writeInt32BE(0, at.leaderEpoch);
  return placed;
}
