import { describe, expect, it } from 'vitest';
import type { Postgres } from '../../kit/kit.ts';
import { consumed, recordingKit } from '../recording-kit.fixture.ts';
import { shippingService } from './placed-order.ts';
import { defineFulfilment } from './service.ts';

const placed = (orderId: string, more: object = {}) =>
  consumed({ topic: 'orders.placed', key: orderId, value: JSON.stringify({ schemaVersion: 1, orderId, lines: [{}], ...more }) });

function fulfilment(behaviours: Record<string, string> = {}, random = () => 0.5) {
  const inserted: unknown[] = [];
  const db = {
    query: async (text: string, values: readonly unknown[]) => {
      const isThere = inserted.includes(values[0]);
      if (isThere && !text.includes('on conflict do nothing')) throw new Error('duplicate key value');
      if (!isThere) inserted.push(values[0]);
      return { rows: [], rowCount: isThere ? 0 : 1 };
    },
  } as unknown as Postgres;
  const recording = recordingKit('fulfilment-1', db);
  defineFulfilment({ ...recording.kit, behaviour: (key) => behaviours[key], random });
  const handle = recording.consumers[0]?.handle;
  if (!handle) throw new Error('no consumer');
  return { ...recording, recording, inserted, handle };
}

describe('fulfilment', () => {
  it('writes a shipment and publishes it, keyed by the order', async () => {
    const { handle, inserted, sent } = fulfilment();
    await handle(placed('o-1'));
    expect(inserted).toEqual(['o-1']);
    expect(sent.map(({ topic, key, value }) => [topic, key, JSON.parse(value)])).toEqual([
      ['shipments.requested', 'o-1', { orderId: 'o-1', service: 'STANDARD', parcels: 1 }],
    ]);
  });

  it('publishes again when a record comes again, for the first try may have broken off in between', async () => {
    const { handle, sent, recording } = fulfilment();
    recording.producerDown = true;
    await expect(handle(placed('o-1'))).rejects.toThrow('the producer is down');
    recording.producerDown = false;
    await handle(placed('o-1'));
    expect(sent).toHaveLength(1);
  });

  it('writes one row for a record that comes again, and asks for its parcel under the same key', async () => {
    const { handle, inserted, sent } = fulfilment({ placedLinesAlso: 'items' });
    await handle(placed('o-1'));
    await handle(placed('o-1'));
    expect(inserted).toEqual(['o-1']);
    expect(sent.map(({ key, value }) => [key, value])).toEqual([
      ['o-1', sent[0]?.value],
      ['o-1', sent[0]?.value],
    ]);
  });

  it('2.4.0 books a parcel with each attempt at a record that comes again, under another number, and never gets past it', async () => {
    const chances = [0.25, 0.5, 0.75];
    const { handle, inserted, sent, recording } = fulfilment({ parcels: 'numbered' }, () => chances.shift() ?? 0);
    const again = { ...placed('o-1'), partition: 3, offset: '17' };
    await handle(again);
    await expect(handle(again)).rejects.toThrow('duplicate key');
    await expect(handle(again)).rejects.toThrow('duplicate key');
    expect(inserted).toEqual(['o-1']);
    const parcels = sent.map(({ value }) => JSON.parse(value).parcelNumber);
    expect(parcels).toEqual(['P2500000000', 'P5000000000', 'P7500000000']);
    const booked = { orderId: 'o-1', topic: 'orders.placed', partition: 3, offset: '17' };
    expect(recording.logged.map(({ message, fields }) => [message, fields])).toEqual(
      parcels.map((parcel) => ['parcel booked', { ...booked, parcel }]),
    );
  });

  it('tries an undecodable record 3 times, then parks it unchanged with the reason', async () => {
    const { handle, inserted, sent } = fulfilment();
    const poison = consumed({ topic: 'orders.placed', key: 'o-9', value: '{"schemaVersion":', offset: '41', partition: 2 });
    await expect(handle(poison)).rejects.toThrow(SyntaxError);
    await expect(handle(poison)).rejects.toThrow(SyntaxError);
    await handle(poison);
    expect(inserted).toEqual([]);
    expect(sent).toMatchObject([
      {
        topic: 'orders.placed.dlq',
        key: 'o-9',
        value: '{"schemaVersion":',
        headers: { 'dlq-group': 'fulfilment', 'dlq-partition': '2', 'dlq-offset': '41', 'dlq-reason': expect.stringContaining('JSON') },
      },
    ]);
  });

  it('counts tries per record, not per partition', async () => {
    const { handle, sent } = fulfilment();
    for (const offset of ['1', '2']) {
      const poison = consumed({ topic: 'orders.placed', key: 'k', value: '?', offset });
      await expect(handle(poison)).rejects.toThrow();
      await expect(handle(poison)).rejects.toThrow();
      await handle(poison);
    }
    expect(sent).toHaveLength(2);
  });

  it('keeps a record that could not be parked', async () => {
    const { handle, recording, sent } = fulfilment();
    const poison = consumed({ topic: 'orders.placed', key: 'k', value: '?' });
    await expect(handle(poison)).rejects.toThrow();
    await expect(handle(poison)).rejects.toThrow();
    recording.producerDown = true;
    await expect(handle(poison)).rejects.toThrow('the producer is down');
    recording.producerDown = false;
    await handle(poison);
    expect(sent).toMatchObject([{ topic: 'orders.placed.dlq' }]);
  });

  it('never parks while it is told not to, and parks at the next try once it may again', async () => {
    const { handle, recording, sent } = fulfilment();
    recording.policies['records.parkAfter'] = '0';
    const poison = consumed({ topic: 'orders.placed', key: 'k', value: '?' });
    for (let attempt = 0; attempt < 8; attempt += 1) await expect(handle(poison)).rejects.toThrow();
    expect(sent).toEqual([]);
    recording.policies['records.parkAfter'] = '3';
    await handle(poison);
    expect(sent).toMatchObject([{ topic: 'orders.placed.dlq' }]);
  });

  it('takes an unknown schema version, and an order without lines, for undecodable', async () => {
    const { handle } = fulfilment();
    await expect(handle(placed('o-1', { schemaVersion: 2 }))).rejects.toThrow('schema version 2');
    await expect(handle({ ...placed('o-1', { lines: [] }), offset: '7' })).rejects.toThrow('lines');
  });

  it('2.3.0 reads lines under either name, and still parks an order that has none', async () => {
    const { handle, sent } = fulfilment({ placedLinesAlso: 'items' });
    const renamed = (orderId: string, items: object[]) => placed(orderId, { lines: undefined, items });
    await handle(placed('o-1'));
    await handle(renamed('o-2', [{}, {}, {}, {}, {}]));
    expect(sent.map(({ key, value }) => [key, JSON.parse(value)])).toMatchObject([
      ['o-1', { parcels: 1 }],
      ['o-2', { parcels: 2 }],
    ]);
    await expect(handle(renamed('o-3', []))).rejects.toThrow('lines');
    await expect(fulfilment().handle(renamed('o-4', [{}]))).rejects.toThrow('lines');
  });

  it('carries all six partitions side by side, so that one member can stand alone', () => {
    expect(fulfilment().consumers).toMatchObject([{ groupId: 'fulfilment', topics: ['orders.placed'], concurrency: 6 }]);
  });
});

describe('shippingService', () => {
  it('is express for small orders while that is offered', () => {
    expect(shippingService({ orderId: 'o', lineCount: 2 }, true)).toBe('EXPRESS');
    expect(shippingService({ orderId: 'o', lineCount: 3 }, true)).toBe('STANDARD');
    expect(shippingService({ orderId: 'o', lineCount: 1 }, false)).toBe('STANDARD');
  });
});
