import { crc32c } from './crc32c.ts';
import { BATCH_HEADER_BYTES } from './record-batch.ts';

interface TestBatch {
  records?: number;
  producerId?: number;
  epoch?: number;
  sequence?: number;
  timestampMs?: number;
  /** Bytes after the header; the broker never looks into them. */
  payloadBytes?: number;
}

/** A version 2 batch with a true checksum, for tests. */
export function testBatch({
  records = 1,
  producerId = -1,
  epoch = -1,
  sequence = -1,
  timestampMs = 1000,
  payloadBytes = 20,
}: TestBatch = {}): Buffer {
  const batch = Buffer.alloc(BATCH_HEADER_BYTES + payloadBytes, 7);
  batch.writeBigInt64BE(0n, 0);
  batch.writeInt32BE(batch.length - 12, 8);
  batch.writeInt32BE(-1, 12);
  batch.writeInt8(2, 16);
  batch.writeInt16BE(0, 21);
  batch.writeInt32BE(records - 1, 23);
  batch.writeBigInt64BE(BigInt(timestampMs), 27);
  batch.writeBigInt64BE(BigInt(timestampMs), 35);
  batch.writeBigInt64BE(BigInt(producerId), 43);
  batch.writeInt16BE(epoch, 51);
  batch.writeInt32BE(sequence, 53);
  batch.writeInt32BE(records, 57);
  return sealed(batch);
}

/** Gives a batch that was changed its right checksum again. */
export function sealed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch, 21), 17);
  return batch;
}
