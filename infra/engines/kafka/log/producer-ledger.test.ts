import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../wire/error-codes.ts';
import { ProducerLedger } from './producer-ledger.ts';
import type { BatchHeader } from './record-batch.ts';

function batch(baseSequence: number, more: Partial<BatchHeader> = {}): BatchHeader {
  return { recordCount: 1, firstTimestampMs: 0, maxTimestampMs: 0, producerId: 1, producerEpoch: 0, baseSequence, ...more };
}

function having(...taken: BatchHeader[]): ProducerLedger {
  const ledger = new ProducerLedger();
  for (const [index, header] of taken.entries()) ledger.record(header, 100 + index);
  return ledger;
}

const append = { type: 'append' };
const outOfOrder = { type: 'refused', error: ErrorCode.outOfOrderSequence };

describe('producer ledger', () => {
  it('appends the batch that follows', () => {
    expect(having(batch(0, { recordCount: 3 })).judge(batch(3))).toEqual(append);
  });

  it('answers each of the last five batches with the offset it got the first time', () => {
    const ledger = having(...[0, 1, 2, 3, 4, 5].map((sequence) => batch(sequence)));
    expect([1, 2, 3, 4, 5].map((sequence) => ledger.judge(batch(sequence)))).toEqual(
      [101, 102, 103, 104, 105].map((baseOffset) => ({ type: 'duplicate', baseOffset })),
    );
    expect(ledger.judge(batch(0))).toEqual(outOfOrder);
  });

  it('refuses a gap, and a repeat of another length', () => {
    const ledger = having(batch(0, { recordCount: 2 }));
    expect(ledger.judge(batch(3))).toEqual(outOfOrder);
    expect(ledger.judge(batch(0, { recordCount: 3 }))).toEqual(outOfOrder);
  });

  it('lets a producer it does not know start anywhere', () => {
    expect(having(batch(0)).judge(batch(77, { producerId: 2 }))).toEqual(append);
  });

  it('starts a new epoch at sequence 0 only, and refuses the old epoch from then on', () => {
    const ledger = having(batch(0));
    expect(ledger.judge(batch(1, { producerEpoch: 1 }))).toEqual(outOfOrder);
    expect(ledger.judge(batch(0, { producerEpoch: 1 }))).toEqual(append);
    ledger.record(batch(0, { producerEpoch: 1 }), 200);
    expect(ledger.judge(batch(1))).toEqual({ type: 'refused', error: ErrorCode.invalidProducerEpoch });
    expect(ledger.judge(batch(0, { producerEpoch: 1 }))).toEqual({ type: 'duplicate', baseOffset: 200 });
  });

  it('continues at 0 after the last sequence number there is', () => {
    const ledger = having(batch(2 ** 31 - 2, { recordCount: 2 }));
    expect(ledger.judge(batch(0))).toEqual(append);
    expect(ledger.judge(batch(1))).toEqual(outOfOrder);
  });

  it('takes everything from producers that are not idempotent', () => {
    const plain = batch(-1, { producerId: -1 });
    expect(having(plain, plain).judge(plain)).toEqual(append);
  });

  it('forgets the producer that was idle longest when there are too many', () => {
    const ledger = having(batch(0, { producerId: 0 }));
    for (let producerId = 1; producerId < 1000; producerId++) ledger.record(batch(0, { producerId }), producerId);
    ledger.record(batch(1, { producerId: 0 }), 5000);
    ledger.record(batch(0, { producerId: 1000 }), 6000);
    expect(ledger.judge(batch(0, { producerId: 1 }))).toEqual(append);
    expect(ledger.judge(batch(1, { producerId: 0 }))).toEqual({ type: 'duplicate', baseOffset: 5000 });
  });
});
