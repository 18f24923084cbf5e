/** No order is captured by two providers, whatever happens between them. */
import { describe, expect, it } from 'vitest';
import { DependencyError } from '../../kit/errors.ts';
import type { HttpCall, HttpReply } from '../../kit/kit.ts';
import { seededRandom } from '../../kit/random.ts';
import { useShopDatabase } from '../../sql/shop-database.fixture.ts';
import { consumed, httpReply, type RecordingKit, recordingKit } from '../recording-kit.fixture.ts';
import { definePayments } from './service.ts';

const shop = useShopDatabase();

/** `lost`: captured, and the answer does not arrive. */
type Fate = 'captured' | 'lost' | 'refused' | 'quota';

interface World extends RecordingKit {
  /** By order, the providers that captured it. */
  captures: Map<string, Set<string>>;
  /** Whom each call asked. */
  asked: string[];
  /** What becomes of the next calls. */
  fate: () => Fate;
  failOver(to: string): void;
}

/** The payments service between two providers that know nothing of each other. */
function world(): World {
  const recording: World = Object.assign(recordingKit('payments-1', shop.db), {
    captures: new Map<string, Set<string>>(),
    asked: [],
    fate: () => 'captured' as const,
    failOver(to: string) {
      recording.policies['psp.endpoint'] = to;
    },
  });
  recording.answers['psp'] = (call) => answer(recording, call);
  definePayments(recording.kit);
  return recording;
}

async function answer(service: World, call: HttpCall): Promise<HttpReply> {
  const provider = call.endpoint ?? 'nobody';
  const key = call.headers?.['idempotency-key'] ?? '';
  service.asked.push(provider);
  const fate = service.fate();
  await new Promise(setImmediate);
  if (fate === 'refused') throw new DependencyError('psp', 'refused');
  if (fate === 'quota') return httpReply(429, { code: 'too_many_requests' });
  service.captures.set(key, (service.captures.get(key) ?? new Set()).add(provider));
  if (fate === 'lost') throw new DependencyError('psp', 'deadline');
  return httpReply(201, { chargeId: `ch_${provider}_${key}`, state: 'captured', provider, feeCents: provider === 'psp' ? 14 : 29 });
}

/** The status, or the code of what went wrong. */
const pay = (service: World, orderId: string): Promise<number | string> =>
  service.call('POST /payments', { body: { orderId, cents: 1000, currency: 'EUR' } }).then(
    ({ status }) => status,
    ({ code }: { code: string }) => code,
  );
const defer = (service: World, orderId: string) =>
  service.consumers[0]?.handle(
    consumed({ topic: 'payments.deferred', key: orderId, value: JSON.stringify({ orderId, cents: 1000, currency: 'EUR' }) }),
  );
const captureDue = async (service: World): Promise<void> => {
  await shop.value(`with due as (update payments set next_try_at = now() where state = 'DEFERRED' returning 1) select count(*) from due`);
  await service.jobs[0]?.run();
};
const row = async (orderId: string): Promise<unknown> => {
  const text = 'select state, provider, fee_cents as fee from payments where order_id = $1';
  return (await shop.db.query(text, [orderId], { name: 'row' })).rows[0];
};

describe('over a failover', () => {
  it('a new order goes to the second provider, whose fee is written down', async () => {
    const service = world();
    expect(await pay(service, 'f-first')).toBe(201);
    service.failOver('backup-psp');
    expect(await pay(service, 'f-second')).toBe(201);
    expect(await row('f-first')).toEqual({ state: 'CAPTURED', provider: 'psp', fee: 14 });
    expect(await row('f-second')).toEqual({ state: 'CAPTURED', provider: 'backup-psp', fee: 29 });
  });

  it('an order in mid-charge stays with the provider that may have captured it', async () => {
    const service = world();
    service.fate = () => {
      service.failOver('backup-psp');
      return 'lost';
    };
    expect(await pay(service, 'f-lost')).toBe('deadline');
    expect(await row('f-lost')).toEqual({ state: 'ASKED', provider: 'psp', fee: null });
    service.fate = () => 'captured';
    expect(await pay(service, 'f-lost')).toBe(201);
    expect(service.asked).toEqual(['psp', 'psp']);
    expect(service.captures.get('f-lost')).toEqual(new Set(['psp']));
  });

  it.each(['refused', 'quota'] as const)('an order that met "%s" is free to go to the other one', async (fate) => {
    const service = world();
    service.fate = () => fate;
    await pay(service, `f-${fate}`);
    service.failOver('backup-psp');
    service.fate = () => 'captured';
    expect(await pay(service, `f-${fate}`)).toBe(201);
    expect(service.asked).toEqual(['psp', 'backup-psp']);
  });

  it('a refusal after an attempt of which nobody knows the end frees nothing', async () => {
    const service = world();
    service.answers['psp'] = async ({ endpoint = '' }) => {
      service.asked.push(endpoint);
      throw Object.assign(new DependencyError('psp', 'refused'), { attempts: 2 });
    };
    await pay(service, 'f-twice');
    service.failOver('backup-psp');
    await pay(service, 'f-twice');
    expect(service.asked).toEqual(['psp', 'psp']);
  });

  it('an owed payment keeps to the same rule, also one that a checkout asked for first', async () => {
    const service = world();
    service.fate = () => 'lost';
    await pay(service, 'f-owed');
    await defer(service, 'f-owed');
    service.failOver('backup-psp');
    await captureDue(service);
    service.fate = () => 'captured';
    await captureDue(service);
    expect(await row('f-owed')).toMatchObject({ state: 'CAPTURED', provider: 'psp' });
    await defer(service, 'f-fresh');
    await captureDue(service);
    expect(await row('f-fresh')).toMatchObject({ state: 'CAPTURED', provider: 'backup-psp' });
    expect(service.asked).toEqual(['psp', 'psp', 'psp', 'backup-psp']);
  });

  it('whatever becomes of the calls, and though two ask at once, each order is captured by one provider at most', async () => {
    const service = world();
    const random = seededRandom(11);
    const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
    service.fate = () => oneOf(['captured', 'lost', 'lost', 'refused', 'refused', 'quota']);
    const orders = Array.from({ length: 40 }, (_, index) => `f-any-${index}`);
    for (let round = 0; round < 6; round += 1) {
      service.failOver(round % 2 === 0 ? 'psp' : 'backup-psp');
      await Promise.all(orders.flatMap((order) => [pay(service, order), ...(random() < 0.5 ? [pay(service, order)] : [])]));
      if (round === 2) for (const order of orders.slice(0, 20)) await defer(service, order);
      await captureDue(service);
    }
    const captured = orders.map((order) => service.captures.get(order) ?? new Set());
    expect(Math.max(...captured.map(({ size }) => size))).toBe(1);
    // Both were really in it.
    expect(new Set(captured.flatMap((providers) => [...providers]))).toEqual(new Set(['psp', 'backup-psp']));
  });
});
