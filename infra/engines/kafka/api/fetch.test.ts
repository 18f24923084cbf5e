import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testBatch } from '../log/batch.fixture.ts';
import { BATCH_HEADER_BYTES } from '../log/record-batch.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import { fetchRequest, produceRequest, readFetched, TestClient } from './client.fixture.ts';

const batch = testBatch({ payloadBytes: 100 - BATCH_HEADER_BYTES });

/** Node 1 leads partitions 0 and 3. */
describe('Fetch', () => {
  let client: TestClient;
  let writer: TestClient;

  beforeEach(() => {
    vi.useFakeTimers();
    client = new TestClient();
    writer = new TestClient(client.cluster);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('answers at once when there is something', async () => {
    await writer.ask(produceRequest({ 0: batch }));
    expect(readFetched(await client.ask(fetchRequest({ 0: 0, 3: 0 })))).toEqual({ 0: { error: 0, bytes: 100 }, 3: { error: 0, bytes: 0 } });
  });

  it('is woken by an append, and brings every partition that request touched', async () => {
    const waiting = client.ask(fetchRequest({ 0: 0, 3: 0 }));
    await writer.ask(produceRequest({ 0: batch, 3: batch }));
    expect(readFetched(await waiting)).toEqual({ 0: { error: 0, bytes: 100 }, 3: { error: 0, bytes: 100 } });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits until the least number of bytes is there', async () => {
    const waiting = client.ask(fetchRequest({ 0: 0 }, { minBytes: 150 }));
    await writer.ask(produceRequest({ 0: batch }));
    expect(vi.getTimerCount()).toBe(1);
    await writer.ask(produceRequest({ 0: batch }));
    expect(readFetched(await waiting)[0]?.bytes).toBe(200);
  });

  it('comes back empty when the client’s wait is over, and not before', async () => {
    let done = false;
    const waiting = client.ask(fetchRequest({ 0: 0 }, { maxWaitMs: 500 })).finally(() => {
      done = true;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(readFetched(await waiting)).toEqual({ 0: { error: 0, bytes: 0 } });
  });

  it('does not wait at all when told so', async () => {
    expect(readFetched(await client.ask(fetchRequest({ 0: 0 }, { maxWaitMs: 0 })))).toEqual({ 0: { error: 0, bytes: 0 } });
  });

  it.each([
    ['an offset beyond the end', { 0: 1 }, 't', ErrorCode.offsetOutOfRange],
    ['a partition another node leads', { 1: 0 }, 't', ErrorCode.notLeader],
    ['a partition there is not', { 6: 0 }, 't', ErrorCode.unknownTopicOrPartition],
    ['a topic there is not', { 0: 0 }, 'x', ErrorCode.unknownTopicOrPartition],
  ])('says at once what is wrong with %s', async (_, offsets: Record<number, number>, topic, error) => {
    const [answer] = Object.values(readFetched(await client.ask(fetchRequest(offsets, { topic }))));
    expect(answer).toEqual({ error, bytes: 0 });
  });

  it('says OFFSET_OUT_OF_RANGE below what retention left', async () => {
    const log = client.cluster.partition('t', 0);
    await writer.ask(produceRequest({ 0: batch }));
    log?.deleteBefore(1);
    expect(readFetched(await client.ask(fetchRequest({ 0: 0 })))[0]?.error).toBe(ErrorCode.offsetOutOfRange);
  });

  it('keeps to the bytes per partition and in total', async () => {
    for (let index = 0; index < 4; index++) await writer.ask(produceRequest({ 0: batch, 3: batch }));
    expect(readFetched(await client.ask(fetchRequest({ 0: 0, 3: 0 }, { partitionMaxBytes: 250 })))).toEqual({
      0: { error: 0, bytes: 200 },
      3: { error: 0, bytes: 200 },
    });
    expect(readFetched(await client.ask(fetchRequest({ 0: 0, 3: 0 }, { maxBytes: 350 })))).toEqual({
      0: { error: 0, bytes: 300 },
      3: { error: 0, bytes: 0 },
    });
  });

  it('returns one batch even when it is larger than any limit', async () => {
    await writer.ask(produceRequest({ 0: batch, 3: batch }));
    expect(readFetched(await client.ask(fetchRequest({ 0: 0, 3: 0 }, { maxBytes: 10, partitionMaxBytes: 10 })))).toEqual({
      0: { error: 0, bytes: 100 },
      3: { error: 0, bytes: 0 },
    });
  });

  it('does so also when the partitions before it are empty', async () => {
    await writer.ask(produceRequest({ 3: batch }));
    expect(readFetched(await client.ask(fetchRequest({ 0: 0, 3: 0 }, { maxBytes: 10 })))[3]?.bytes).toBe(100);
  });

  it('stops waiting when the client is gone', async () => {
    const waiting = client.ask(fetchRequest({ 0: 0 }));
    expect(vi.getTimerCount()).toBe(1);
    client.disconnect();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('hears at once that its topic was deleted', async () => {
    const waiting = client.ask(fetchRequest({ 0: 0 }));
    client.cluster.deleteTopic('t');
    expect(readFetched(await waiting)[0]?.error).toBe(ErrorCode.unknownTopicOrPartition);
  });
});
