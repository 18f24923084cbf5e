import { describe, expect, it } from 'vitest';
import type { Queryable } from '../../kit/kit.ts';
import { recordingKit } from '../recording-kit.fixture.ts';
import type { OutboxRow } from './order-store.ts';
import { Outbox } from './outbox.ts';

const row: OutboxRow = { outboxId: '1', topic: 'orders.placed', key: 'o-1', value: '{}', headers: {} };

describe('Outbox.publish', () => {
  it('stops waiting when Kafka takes long, and removes the row once it is published', async () => {
    const { kit } = recordingKit('orders-1');
    const removed: unknown[] = [];
    const db = {
      query: async (_text: string, values: readonly unknown[]) => void removed.push(...(values[0] as string[])),
    } as unknown as Queryable;
    let published = (): void => {};
    const sending = new Promise<{ partition: number; offset: string }>((resolve) => {
      published = () => resolve({ partition: 0, offset: '0' });
    });
    const outbox = new Outbox({ db, producer: { send: () => sending, sendAll: async () => {} }, log: kit.log, patienceMs: 1 });
    await outbox.publish([row]);
    await outbox.clear();
    expect(removed).toEqual([]);
    published();
    await sending;
    await expect
      .poll(async () => {
        await outbox.clear();
        return removed;
      })
      .toEqual(['1']);
  });

  it('gathers the records of several checkouts where batches are set, and sends each at once where they are not', async () => {
    const recording = recordingKit('orders-1');
    const sizes: number[] = [];
    const settings = { most: 2, waitMs: 60_000 };
    const producer = recording.kit.producer();
    const outbox = new Outbox({
      db: {} as Queryable,
      producer: { ...producer, sendAll: async (messages) => void sizes.push(messages.length) },
      log: recording.kit.log,
      patienceMs: 60_000,
      batch: { most: () => settings.most, waitMs: () => settings.waitMs },
    });
    await Promise.all([outbox.publish([row]), outbox.publish([{ ...row, outboxId: '2' }])]);
    expect(sizes).toEqual([2]);
    settings.most = 1;
    await outbox.publish([{ ...row, outboxId: '3' }]);
    expect(recording.sent).toMatchObject([{ key: 'o-1' }]);
    expect(sizes).toEqual([2]);
  });

  it('logs a refusal with the order, and keeps the row', async () => {
    const recording = recordingKit('orders-1');
    recording.producerDown = true;
    const removed: unknown[] = [];
    const db = { query: async () => void removed.push(1) } as unknown as Queryable;
    const outbox = new Outbox({ db, producer: recording.kit.producer(), log: recording.kit.log });
    await outbox.publish([row]);
    await outbox.clear();
    expect(recording.logged).toMatchObject([{ level: 'error', fields: { orderId: 'o-1' } }]);
    expect(removed).toEqual([]);
  });

  it('removes a published row later when the database fails first', async () => {
    const recording = recordingKit('orders-1');
    const asked: unknown[] = [];
    const db = {
      query: async (_text: string, values: readonly unknown[]) => {
        asked.push(values[0]);
        if (asked.length === 1) throw new Error('the database is away');
      },
    } as unknown as Queryable;
    const outbox = new Outbox({ db, producer: recording.kit.producer(), log: recording.kit.log });
    await outbox.publish([row]);
    await expect(outbox.clear()).rejects.toThrow('away');
    await outbox.clear();
    await outbox.clear();
    expect(asked).toEqual([['1'], ['1']]);
  });
});
