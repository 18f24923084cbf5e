import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../wire/error-codes.ts';
import { testBatch } from './batch.fixture.ts';
import { PartitionLog } from './partition-log.ts';
import { BATCH_HEADER_BYTES } from './record-batch.ts';

const BATCH_BYTES = 100;
const ENDLESS = Number.MAX_SAFE_INTEGER;

function batchOf(records: number, timestampMs = 1000): Buffer {
  return testBatch({ records, timestampMs, payloadBytes: BATCH_BYTES - BATCH_HEADER_BYTES });
}

/** A log with batches of these record counts, 100 bytes each. */
function logOf(counts: number[], retentionBytes = ENDLESS): PartitionLog {
  const log = new PartitionLog(retentionBytes);
  for (const [index, count] of counts.entries()) log.append(batchOf(count, 1000 * (index + 1)));
  return log;
}

const baseOffsets = (batches: Buffer[]): number[] => batches.map((batch) => Number(batch.readBigInt64BE(0)));

describe('partition log', () => {
  it('gives offsets in order of arrival', () => {
    const log = logOf([]);
    expect([batchOf(2), batchOf(3), batchOf(1)].map((batch) => log.append(batch))).toEqual(
      [0, 2, 5].map((baseOffset) => ({ error: ErrorCode.none, baseOffset })),
    );
    expect([log.startOffset, log.endOffset]).toEqual([0, 6]);
  });

  it('reads whole batches from the one that holds the offset', () => {
    const log = logOf([2, 3, 1]);
    expect(baseOffsets(log.read(3, ENDLESS, false))).toEqual([2, 5]);
    expect(log.read(6, ENDLESS, true)).toEqual([]);
  });

  it('reads no more bytes than allowed, except one batch where at least one is wanted', () => {
    const log = logOf([1, 1, 1]);
    expect(baseOffsets(log.read(0, 2 * BATCH_BYTES, false))).toEqual([0, 1]);
    expect(log.read(0, BATCH_BYTES - 1, false)).toEqual([]);
    expect(baseOffsets(log.read(0, BATCH_BYTES - 1, true))).toEqual([0]);
    expect(baseOffsets(log.read(1, 2 * BATCH_BYTES - 1, true))).toEqual([1]);
  });

  it('knows how many bytes a reader would get', () => {
    const log = logOf([2, 3, 1]);
    expect([0, 1, 2, 5, 6].map((offset) => log.bytesFrom(offset))).toEqual([300, 300, 200, 100, 0]);
  });

  it('contains its end, where readers wait, but nothing beyond', () => {
    const log = logOf([2]);
    expect([-1, 0, 2, 3].map((offset) => log.contains(offset))).toEqual([false, true, true, false]);
  });

  it('drops oldest batches beyond retention and moves its start', () => {
    const log = logOf([1, 2, 3, 4], 2 * BATCH_BYTES);
    expect([log.startOffset, log.endOffset, log.sizeBytes]).toEqual([3, 10, 200]);
    expect(log.contains(2)).toBe(false);
    expect(baseOffsets(log.read(3, ENDLESS, false))).toEqual([3, 6]);
    expect(log.bytesFrom(3)).toBe(200);
  });

  it('keeps the newest batch even when it alone is over retention', () => {
    const log = logOf([1, 1], 10);
    expect([log.startOffset, log.endOffset, log.sizeBytes]).toEqual([1, 2, BATCH_BYTES]);
  });

  it('moves its start inside a batch when records are deleted, and frees batches below', () => {
    const log = logOf([2, 3, 1]);
    log.deleteBefore(3);
    expect([log.startOffset, log.sizeBytes]).toEqual([3, 200]);
    expect(log.findByTime(0)?.offset).toBe(3);
    log.deleteBefore(1);
    expect(log.startOffset).toBe(3);
    log.deleteBefore(6);
    expect([log.startOffset, log.endOffset, log.sizeBytes]).toEqual([6, 6, 0]);
    expect(log.append(batchOf(1)).baseOffset).toBe(6);
  });

  it('finds the first batch at or after a time', () => {
    const log = logOf([2, 3, 1]);
    expect([500, 1000, 1001, 3000, 3001].map((time) => log.findByTime(time)?.offset)).toEqual([0, 0, 2, 5, undefined]);
  });

  it('wakes those who watch after an append, once each, until they stop', () => {
    const log = logOf([]);
    const seen: number[] = [];
    const stop = log.watch(() => seen.push(log.endOffset));
    log.append(batchOf(2));
    stop();
    log.append(batchOf(1));
    expect(seen).toEqual([2]);
  });

  it('does not append a repeated batch again: same answer, no wake', () => {
    const log = logOf([4]);
    const batch = testBatch({ records: 2, producerId: 1, epoch: 0, sequence: 0 });
    const first = log.append(batch);
    log.watch(() => expect.unreachable());
    expect(log.append(batch)).toEqual(first);
    expect(log.append(testBatch({ producerId: 1, epoch: 0, sequence: 9 }))).toEqual({
      error: ErrorCode.outOfOrderSequence,
      baseOffset: -1,
    });
    expect(log.endOffset).toBe(6);
  });
});
