import { ErrorCode } from '../wire/error-codes.ts';
import type { BatchHeader } from './record-batch.ts';

/** Batches remembered per producer: a client may have this many requests in flight. */
const REMEMBERED_BATCHES = 5;
/** Producers remembered per partition; the longest idle one is forgotten first. */
const REMEMBERED_PRODUCERS = 1000;
const SEQUENCE_SPAN = 2 ** 31;

interface ProducerEntry {
  epoch: number;
  /** Oldest first. */
  batches: { firstSequence: number; lastSequence: number; baseOffset: number }[];
}

type SequenceVerdict = { type: 'append' } | { type: 'duplicate'; baseOffset: number } | { type: 'refused'; error: ErrorCode };

/** Which sequence numbers of which idempotent producers one partition has taken. */
export class ProducerLedger {
  private readonly producers = new Map<number, ProducerEntry>();

  /** What to do with a batch. A producer not known here may start at any sequence, as in Kafka since 2.5. */
  judge(header: BatchHeader): SequenceVerdict {
    const known = this.producers.get(header.producerId);
    if (header.producerId < 0 || !known) return { type: 'append' };
    if (header.producerEpoch < known.epoch) return { type: 'refused', error: ErrorCode.invalidProducerEpoch };
    if (header.producerEpoch > known.epoch)
      return header.baseSequence === 0 ? { type: 'append' } : { type: 'refused', error: ErrorCode.outOfOrderSequence };
    const last = lastSequence(header);
    const same = known.batches.find((batch) => batch.firstSequence === header.baseSequence && batch.lastSequence === last);
    if (same) return { type: 'duplicate', baseOffset: same.baseOffset };
    const expected = ((known.batches.at(-1)?.lastSequence ?? -1) + 1) % SEQUENCE_SPAN;
    return header.baseSequence === expected ? { type: 'append' } : { type: 'refused', error: ErrorCode.outOfOrderSequence };
  }

  /** Remembers a batch that was appended at `baseOffset`. */
  record(header: BatchHeader, baseOffset: number): void {
    if (header.producerId < 0) return;
    const known = this.producers.get(header.producerId);
    const batches = known && known.epoch === header.producerEpoch ? known.batches.slice(1 - REMEMBERED_BATCHES) : [];
    batches.push({ firstSequence: header.baseSequence, lastSequence: lastSequence(header), baseOffset });
    // Deleting first moves the producer to the young end of the map's order.
    this.producers.delete(header.producerId);
    this.producers.set(header.producerId, { epoch: header.producerEpoch, batches });
    this.forgetIdle();
  }

  private forgetIdle(): void {
    if (this.producers.size <= REMEMBERED_PRODUCERS) return;
    for (const producerId of this.producers.keys()) {
      this.producers.delete(producerId);
      return;
    }
  }
}

function lastSequence(header: BatchHeader): number {
  return (header.baseSequence + header.recordCount - 1) % SEQUENCE_SPAN;
}
