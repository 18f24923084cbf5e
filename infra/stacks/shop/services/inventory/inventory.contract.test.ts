import { describe, expect, it } from 'vitest';
import { useShopDatabase } from '../../sql/shop-database.fixture.ts';
import { consumed, type RecordingKit, recordingKit } from '../recording-kit.fixture.ts';
import { defineInventory } from './service.ts';

const shop = useShopDatabase();

function inventory(): RecordingKit {
  const recording = recordingKit('inventory-1', shop.db);
  defineInventory(recording.kit);
  return recording;
}

const reserve = (service: RecordingKit, body: unknown) => service.call('POST /reservations', { body });
const onHand = (productId: number): Promise<number> => shop.value('select on_hand from stock where product_id = $1', [productId]);

describe('inventory', () => {
  it('holds stock and lets it leave once when the order was placed, however often the record comes', async () => {
    const service = inventory();
    const before = await onHand(7);
    expect(await reserve(service, { orderId: 'i-1', lines: [{ productId: 7, quantity: 3 }] })).toEqual({
      status: 201,
      body: { orderId: 'i-1', state: 'HELD' },
    });
    const record = consumed({ topic: 'orders.placed', key: 'i-1', value: JSON.stringify({ schemaVersion: 1, orderId: 'i-1' }) });
    await service.consumers[0]?.handle(record);
    await service.consumers[0]?.handle(record);
    expect(await onHand(7)).toBe(before - 3);
  });

  it('answers 409 with the products that are short, and 400 to nonsense', async () => {
    const service = inventory();
    const short = reserve(service, { orderId: 'i-2', lines: [{ productId: 9999, quantity: 1 }] });
    await expect(short).rejects.toMatchObject({ status: 409, code: 'out_of_stock', message: expect.stringContaining('9999') });
    await expect(reserve(service, { orderId: 'i-2', lines: [] })).rejects.toMatchObject({ status: 400, code: 'bad_request' });
  });

  it('leaves an undecodable record to fulfilment and goes on', async () => {
    const service = inventory();
    await service.consumers[0]?.handle(consumed({ topic: 'orders.placed', key: 'k', value: '{"schemaVersion":2,"orderId":"i-3"}' }));
    expect(service.logged).toMatchObject([{ level: 'error' }]);
    expect(await shop.value(`select count(*)::int from processed_keys where record_key = 'i-3'`)).toBe(0);
  });

  it('gives back by its job what checkouts held long ago and never bought', async () => {
    const service = inventory();
    const held = (): Promise<number> => shop.value('select reserved from stock where product_id = 17');
    const before = await held();
    for (const orderId of ['i-old', 'i-fresh']) await reserve(service, { orderId, lines: [{ productId: 17, quantity: 2 }] });
    await shop.value(`update reservations set held_at = now() - interval '1 hour' where order_id = 'i-old' returning 1`);
    await service.namedJobs['stale-reservations']?.();
    expect(await held()).toBe(before + 2);
    expect(service.logged).toMatchObject([{ level: 'info', message: 'released 1 reservations without an order' }]);
  });
});
