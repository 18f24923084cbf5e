import { ErrorCode } from '../wire/error-codes.ts';
import { ProducerLedger } from './producer-ledger.ts';
import { type BatchHeader, parseBatch, placeBatch } from './record-batch.ts';

interface StoredBatch {
  baseOffset: number;
  lastOffset: number;
  /** Bytes appended to the log before this batch, ever. */
  position: number;
  maxTimestampMs: number;
  firstTimestampMs: number;
  bytes: Buffer;
}

interface AppendResult {
  error: ErrorCode;
  /** Where the batch is (for a duplicate: where it was put the first time); -1 when refused. */
  baseOffset: number;
}

/** One partition: raw batches in memory, in order, with offsets that only grow. There is one replica, so everything appended is committed. */
export class PartitionLog {
  private readonly batches: StoredBatch[] = [];
  private readonly producers = new ProducerLedger();
  private readonly watchers = new Set<() => void>();
  private start = 0;
  private end = 0;
  private appendedBytes = 0;

  constructor(private readonly retentionBytes: number) {}

  /** First offset that can be read. */
  get startOffset(): number {
    return this.start;
  }

  /** Offset the next record gets; also high watermark and last stable offset. */
  get endOffset(): number {
    return this.end;
  }

  /** Bytes held. */
  get sizeBytes(): number {
    return this.appendedBytes - (this.batches[0]?.position ?? this.appendedBytes);
  }

  /** Appends one producer batch, or says why not. A batch that an idempotent producer repeats is not appended again. */
  append(records: Buffer): AppendResult {
    const parsed = parseBatch(records);
    if (!parsed.ok) return { error: parsed.error, baseOffset: -1 };
    const verdict = this.producers.judge(parsed.header);
    if (verdict.type === 'refused') return { error: verdict.error, baseOffset: -1 };
    if (verdict.type === 'duplicate') return { error: ErrorCode.none, baseOffset: verdict.baseOffset };
    const baseOffset = this.store(records, parsed.header);
    this.producers.record(parsed.header, baseOffset);
    this.dropBeyondRetention();
    for (const wake of this.watchers) wake();
    return { error: ErrorCode.none, baseOffset };
  }

  /** Whether `offset` can be fetched; the end counts, since a reader waits there. */
  contains(offset: number): boolean {
    return offset >= this.start && offset <= this.end;
  }

  /**
   * Whole batches from the one that holds `offset`, at most `maxBytes` of them together.
   * @param atLeastOne returns the first batch even when it alone is larger, so that a reader cannot get stuck.
   */
  read(offset: number, maxBytes: number, atLeastOne: boolean): Buffer[] {
    const found: Buffer[] = [];
    let taken = 0;
    for (let index = this.indexOf(offset); index < this.batches.length; index++) {
      const { bytes } = this.batches[index] as StoredBatch;
      const fits = taken + bytes.length <= maxBytes || (atLeastOne && found.length === 0);
      if (!fits) break;
      taken += bytes.length;
      found.push(bytes);
    }
    return found;
  }

  /** Bytes that `read` could give from `offset` on without a limit. */
  bytesFrom(offset: number): number {
    const batch = this.batches[this.indexOf(offset)];
    return batch ? this.appendedBytes - batch.position : 0;
  }

  /** First batch with a record at or after `timestampMs`; its base offset, since records are not decoded. Undefined when all are older. */
  findByTime(timestampMs: number): { offset: number; timestampMs: number } | undefined {
    const batch = this.batches.find(({ maxTimestampMs }) => maxTimestampMs >= timestampMs);
    return batch && { offset: Math.max(batch.baseOffset, this.start), timestampMs: Math.max(batch.firstTimestampMs, timestampMs) };
  }

  /** Makes `offset` the first readable one; batches wholly below it are freed. */
  deleteBefore(offset: number): void {
    this.start = Math.max(this.start, Math.min(offset, this.end));
    this.batches.splice(0, this.indexOf(this.start));
  }

  /** Calls `wake` after every append until the returned function is called. */
  watch(wake: () => void): () => void {
    this.watchers.add(wake);
    return () => this.watchers.delete(wake);
  }

  /** The topic is being deleted: lets waiting readers look again. */
  close(): void {
    for (const wake of this.watchers) wake();
  }

  private store(records: Buffer, header: BatchHeader): number {
    const baseOffset = this.end;
    this.batches.push({
      baseOffset,
      lastOffset: baseOffset + header.recordCount - 1,
      position: this.appendedBytes,
      maxTimestampMs: header.maxTimestampMs,
      firstTimestampMs: header.firstTimestampMs,
      bytes: placeBatch(records, baseOffset),
    });
    this.end = baseOffset + header.recordCount;
    this.appendedBytes += records.length;
    return baseOffset;
  }

  private dropBeyondRetention(): void {
    const oldestKept = this.appendedBytes - this.retentionBytes;
    let drop = 0;
    while (drop < this.batches.length - 1 && (this.batches[drop] as StoredBatch).position < oldestKept) drop++;
    if (drop === 0) return;
    this.batches.splice(0, drop);
    this.start = Math.max(this.start, (this.batches[0] as StoredBatch).baseOffset);
  }

  /** Index of the first batch whose last offset is at or after `offset`. */
  private indexOf(offset: number): number {
    let low = 0;
    let high = this.batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.batches[middle] as StoredBatch).lastOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
