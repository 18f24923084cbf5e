import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../wire/error-codes.ts';
import { sealed, testBatch } from './batch.fixture.ts';
import { crc32c } from './crc32c.ts';
import { MAX_BATCH_BYTES, parseBatch, placeBatch } from './record-batch.ts';

function changed(change: (batch: Buffer) => void): Buffer {
  const batch = testBatch({ records: 3 });
  change(batch);
  return sealed(batch);
}

describe('record batch', () => {
  it('has the checksum of the CRC-32C standard', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });

  it('yields what the broker must know', () => {
    expect(parseBatch(testBatch({ records: 3, producerId: 9, epoch: 1, sequence: 40, timestampMs: 5000 }))).toEqual({
      ok: true,
      header: { recordCount: 3, firstTimestampMs: 5000, maxTimestampMs: 5000, producerId: 9, producerEpoch: 1, baseSequence: 40 },
    });
  });

  it.each([
    ['a changed byte', testBatch().fill(8, 70, 71), ErrorCode.corruptMessage],
    ['a cut batch', testBatch().subarray(0, -1), ErrorCode.corruptMessage],
    ['next to nothing', Buffer.alloc(10), ErrorCode.corruptMessage],
    ['two batches', Buffer.concat([testBatch(), testBatch()]), ErrorCode.invalidRecord],
    ['an old message format', changed((batch) => batch.writeInt8(1, 16)), ErrorCode.unsupportedForMessageFormat],
    ['no records', changed((batch) => batch.writeInt32BE(0, 57)), ErrorCode.invalidRecord],
    ['a count that does not fit the offsets', changed((batch) => batch.writeInt32BE(5, 57)), ErrorCode.invalidRecord],
    ['a control batch', changed((batch) => batch.writeInt16BE(0x20, 21)), ErrorCode.invalidRecord],
    ['an impossible time', changed((batch) => batch.writeBigInt64BE(2n ** 62n, 35)), ErrorCode.invalidTimestamp],
    ['too many bytes', testBatch({ payloadBytes: MAX_BATCH_BYTES }), ErrorCode.messageTooLarge],
  ])('is refused with its Kafka error: %s', (_, records, error) => {
    expect(parseBatch(records)).toEqual({ ok: false, error });
  });

  it('is copied to its place: offset and epoch rewritten, everything else and the checksum kept', () => {
    const records = testBatch({ records: 3 });
    const before = Buffer.from(records);
    const placed = placeBatch(records, 2 ** 33 + 1);
    expect(records).toEqual(before);
    expect(placed.readBigInt64BE(0)).toBe(2n ** 33n + 1n);
    expect(placed.readInt32BE(12)).toBe(0);
    expect(placed.subarray(16)).toEqual(before.subarray(16));
    expect(parseBatch(placed).ok).toBe(true);
  });
});
