import { describe, expect, it } from 'vitest';
import { testBatch } from '../log/batch.fixture.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import type { Reader } from '../wire/reader.ts';
import { produceRequest, TestClient } from './client.fixture.ts';

function readProduced(answer: Reader): { partition: number; error: number; baseOffset: number }[] {
  return answer
    .array(() => {
      answer.string();
      return answer.array(() => {
        const produced = { partition: answer.int32(), error: answer.int16(), baseOffset: answer.int64() };
        answer.int64();
        answer.int64();
        return produced;
      });
    })
    .flat();
}

describe('Produce', () => {
  it('judges every partition of a request on its own', async () => {
    const answer = await new TestClient().ask(
      produceRequest({ 0: testBatch({ records: 2 }), 1: testBatch(), 3: Buffer.alloc(5), 9: testBatch() }),
    );
    expect(readProduced(answer)).toEqual([
      { partition: 0, error: ErrorCode.none, baseOffset: 0 },
      { partition: 1, error: ErrorCode.notLeader, baseOffset: -1 },
      { partition: 3, error: ErrorCode.corruptMessage, baseOffset: -1 },
      { partition: 9, error: ErrorCode.unknownTopicOrPartition, baseOffset: -1 },
    ]);
  });

  it('answers a batch sent twice with its first offset, and holds it once', async () => {
    const client = new TestClient();
    await client.ask(produceRequest({ 0: testBatch({ records: 3 }) }));
    const request = () => produceRequest({ 0: testBatch({ records: 2, producerId: 5, epoch: 0, sequence: 0 }) });
    const answers = [readProduced(await client.ask(request())), readProduced(await client.ask(request()))];
    expect(answers).toEqual([[{ partition: 0, error: 0, baseOffset: 3 }], [{ partition: 0, error: 0, baseOffset: 3 }]]);
    expect(client.cluster.partition('t', 0)?.endOffset).toBe(5);
  });

  it.each([
    ['acks it does not know', { acks: 2 }, ErrorCode.invalidRequiredAcks],
    ['a transaction', { transactionalId: 'tx' }, ErrorCode.invalidRequest],
  ])('refuses %s and appends nothing', async (_, options, error) => {
    const client = new TestClient();
    expect(readProduced(await client.ask(produceRequest({ 0: testBatch() }, options)))[0]?.error).toBe(error);
    expect(client.cluster.partition('t', 0)?.endOffset).toBe(0);
  });

  it('gives no answer without acks, and ends the connection when it failed', async () => {
    const client = new TestClient();
    await expect(client.ask(produceRequest({ 0: testBatch() }, { acks: 0 }))).rejects.toThrow('the broker gave no answer');
    expect(client.cluster.partition('t', 0)?.endOffset).toBe(1);
    await expect(async () => client.ask(produceRequest({ 1: testBatch() }, { acks: 0 }))).rejects.toThrow(
      /without acks failed on partition 1/,
    );
  });
});
