import { describe, expect, it } from 'vitest';
import { replySchema } from '../../api-documents.fixture.ts';
import { useShopDatabase } from '../../sql/shop-database.fixture.ts';
import { consumed, httpReply, type RecordingKit, recordingKit } from '../recording-kit.fixture.ts';
import { definePayments } from './service.ts';

const shop = useShopDatabase();

/** The payments service over the real database; `charged` lists the keys the provider saw. */
function payments(): RecordingKit & { charged: string[] } {
  const recording = Object.assign(recordingKit('payments-1', shop.db), { charged: [] as string[] });
  recording.answers['psp'] = ({ headers }) => {
    const key = headers?.['idempotency-key'] ?? '';
    recording.charged.push(key);
    return httpReply(201, { chargeId: `ch_${key}`, state: 'captured' });
  };
  definePayments(recording.kit);
  return recording;
}

const pay = (service: RecordingKit, orderId: string, cents = 990) =>
  service.call('POST /payments', { body: { orderId, cents, currency: 'EUR' } });
const defer = (service: RecordingKit, value: unknown) =>
  service.consumers[0]?.handle(consumed({ topic: 'payments.deferred', key: 'k', value: JSON.stringify(value) }));
const captureDue = (service: RecordingKit): Promise<void> => Promise.resolve(service.jobs[0]?.run());
const announceLeftOver = (service: RecordingKit): Promise<void> => Promise.resolve(service.jobs[1]?.run());
const markAnnounced = (service: RecordingKit): Promise<void> => Promise.resolve(service.jobs[2]?.run());
const stateOf = (orderId: string): Promise<string> => shop.value('select state from payments where order_id = $1', [orderId]);
const due = (orderId: string): Promise<unknown> =>
  shop.value('update payments set next_try_at = now() where order_id = $1 returning 1', [orderId]);

describe('POST /payments', () => {
  it('charges an order once under its own id and announces it', async () => {
    const service = payments();
    const reply = await pay(service, 'p-once');
    expect(reply).toEqual({ status: 201, body: { orderId: 'p-once', state: 'CAPTURED', pspRef: 'ch_p-once' } });
    expect(replySchema('POST /payments', 201).safeParse(reply.body).error).toBeUndefined();
    expect(await pay(service, 'p-once')).toEqual(reply);
    expect(service.charged).toEqual(['p-once']);
    expect(service.sent).toMatchObject([{ topic: 'payments.captured', key: 'p-once' }]);
  });

  it('fails at once when the provider takes no more on this account', async () => {
    const service = payments();
    service.answers['psp'] = () => ({ ...httpReply(429, { code: 'too_many_requests' }), headers: { 'retry-after': '1' } });
    await expect(pay(service, 'p-quota')).rejects.toMatchObject({ status: 502, code: 'psp_quota' });
  });

  it('refuses another amount for a paid order', async () => {
    const service = payments();
    await pay(service, 'p-mismatch');
    await expect(pay(service, 'p-mismatch', 1)).rejects.toMatchObject({ status: 409, code: 'payment_mismatch' });
  });

  it('answers a decline 402, remembers it, and calls anything else a failure of the provider', async () => {
    const service = payments();
    service.answers['psp'] = () => httpReply(402, { code: 'card_declined' });
    await expect(pay(service, 'p-declined')).rejects.toMatchObject({ status: 402, code: 'payment_declined' });
    service.answers['psp'] = () => httpReply(500, 'oops');
    await expect(pay(service, 'p-declined')).rejects.toMatchObject({ status: 402 });
    await expect(pay(service, 'p-failed')).rejects.toMatchObject({ status: 502, code: 'psp_failed' });
    expect(service.sent).toEqual([]);
  });

  it('announces later what Kafka refused, at most every 10 s', async () => {
    const service = payments();
    service.producerDown = true;
    expect((await pay(service, 'p-silent')).status).toBe(201);
    service.producerDown = false;
    await announceLeftOver(service);
    expect(service.sent).toEqual([]);
    await due('p-silent');
    await announceLeftOver(service);
    expect(service.sent).toMatchObject([{ topic: 'payments.captured', key: 'p-silent' }]);
    await markAnnounced(service);
    await due('p-silent');
    await announceLeftOver(service);
    expect(service.sent).toHaveLength(1);
  });
});

describe('deferred payments', () => {
  const owed = (orderId: string) => ({ orderId, cents: 500, currency: 'EUR' });

  it('are captured once, though the record comes twice', async () => {
    const service = payments();
    await defer(service, owed('d-twice'));
    await defer(service, owed('d-twice'));
    expect(await stateOf('d-twice')).toBe('DEFERRED');
    await captureDue(service);
    await defer(service, owed('d-twice'));
    await captureDue(service);
    expect(await stateOf('d-twice')).toBe('CAPTURED');
    expect(service.charged).toEqual(['d-twice']);
    expect(service.sent).toMatchObject([{ topic: 'payments.captured', key: 'd-twice' }]);
  });

  it('wait their turn after a failure and are tried again', async () => {
    const service = payments();
    const works = service.answers['psp'];
    service.answers['psp'] = () => {
      throw new Error('deadline');
    };
    await defer(service, owed('d-retry'));
    await captureDue(service);
    if (works) service.answers['psp'] = works;
    await captureDue(service);
    expect(await stateOf('d-retry')).toBe('DEFERRED');
    await due('d-retry');
    await captureDue(service);
    expect(await stateOf('d-retry')).toBe('CAPTURED');
  });

  it('that cannot be read are logged and passed over', async () => {
    const service = payments();
    await defer(service, { orderId: 'd-odd' });
    expect(service.logged).toMatchObject([{ level: 'error' }]);
    expect(await shop.value(`select count(*)::int from payments where order_id = 'd-odd'`)).toBe(0);
  });
});
