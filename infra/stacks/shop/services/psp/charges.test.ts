import { describe, expect, it } from 'vitest';
import { ChargeBook } from './charge-book.ts';
import { planCharge } from './charge-plan.ts';
import { Charges } from './charges.ts';

const settings = { medianMs: 480, fastestMs: 300, slowestMs: 800, feePermille: 14 };
const psp = { name: 'psp', settings };
const request = { orderId: 'ord-1', cents: 1250, currency: 'EUR' };

/** First key with the wanted fate under seed 7. */
function keyThatIs(declined: boolean): string {
  for (let number = 0; ; number += 1) if (planCharge(7, `psp:key-${number}`, settings).declined === declined) return `key-${number}`;
}

describe('planCharge', () => {
  it('takes 300-800 ms with a median near 480 ms, and declines about one in a thousand', () => {
    const plans = Array.from({ length: 20_000 }, (_, number) => planCharge(7, `key-${number}`, settings));
    const delays = plans.map(({ delayMs }) => delayMs).sort((a, b) => a - b);
    expect(delays[0]).toBeGreaterThanOrEqual(300);
    expect(delays.at(-1)).toBeLessThanOrEqual(800);
    expect(delays[10_000]).toBeGreaterThan(470);
    expect(delays[10_000]).toBeLessThan(490);
    const declined = plans.filter((plan) => plan.declined).length;
    expect(declined).toBeGreaterThan(5);
    expect(declined).toBeLessThan(45);
  });

  it('is decided by seed and key alone', () => {
    expect(planCharge(7, 'key-1', settings)).toEqual(planCharge(7, 'key-1', settings));
    expect(planCharge(8, 'key-1', settings).delayMs).not.toBe(planCharge(7, 'key-1', settings).delayMs);
  });
});

describe('Charges', () => {
  it('charges a key once: a repeated call waits for the first and gets its answer', async () => {
    const waits: number[] = [];
    const charges = new Charges(7, psp, { wait: async (ms) => waits.push(ms) });
    const key = keyThatIs(false);
    const answers = await Promise.all([charges.charge(key, request), charges.charge(key, request)]);
    answers.push(await charges.charge(key, request));
    expect(waits).toHaveLength(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { state: 'captured' } });
    expect(new Set(answers).size).toBe(1);
  });

  it('a second provider is slower, takes its own fee, and knows nothing of what the first has charged', async () => {
    const dear = { name: 'backup-psp', settings: { medianMs: 950, fastestMs: 600, slowestMs: 1600, feePermille: 29 } };
    const waits: number[] = [];
    const other = new Charges(7, dear, { wait: async (ms) => waits.push(ms) });
    const first = await new Charges(7, psp, { wait: async () => {} }).charge('key-2', request);
    const second = await other.charge('key-2', request);
    expect(first.body).toMatchObject({ provider: 'psp', feeCents: 18 });
    expect(second.body).toMatchObject({ provider: 'backup-psp', feeCents: 37 });
    expect(second.body['chargeId']).not.toBe(first.body['chargeId']);
    expect(waits[0]).toBeGreaterThanOrEqual(600);
  });

  it('answers a decline 402, again and again', async () => {
    const charges = new Charges(7, psp, { wait: async () => {} });
    const key = keyThatIs(true);
    expect(await charges.charge(key, request)).toMatchObject({ status: 402, body: { code: 'card_declined' } });
    expect((await charges.charge(key, request)).status).toBe(402);
  });

  it('refuses a key that was used for another amount', async () => {
    const charges = new Charges(7, psp, { wait: async () => {} });
    const key = keyThatIs(false);
    await charges.charge(key, request);
    expect(await charges.charge(key, { ...request, cents: 1 })).toMatchObject({ status: 409, body: { code: 'key_reused' } });
  });
});

describe('the book over all providers', () => {
  const backup = { name: 'backup-psp', settings };
  const wait = async (): Promise<void> => {};
  /** Keys that `psp` captures under seed 7. */
  const captured = Array.from({ length: 40 }, (_, number) => `key-${number}`).filter(
    (key) => !planCharge(7, `psp:${key}`, settings).declined,
  );
  const [first = '', second = '', third = ''] = captured;
  const desks = () => {
    const book = new ChargeBook();
    return { book, main: new Charges(7, psp, { wait, book }), other: new Charges(7, backup, { wait, book }) };
  };

  it('counts an order that two providers have captured under one key, once', async () => {
    const { book, main, other } = desks();
    await main.charge(first, request);
    expect(book.ordersTwice).toBe(0);
    expect(await other.charge(first, request)).toMatchObject({ status: 201 });
    expect(book.ordersTwice).toBe(1);
  });

  it('counts an order that one provider has captured under two keys, and a third charge adds no order', async () => {
    const { book, main } = desks();
    for (const key of [first, second, third]) await main.charge(key, request);
    expect(book.ordersTwice).toBe(1);
    for (const key of [`${first}x`, `${first}y`]) await main.charge(key, { ...request, orderId: 'ord-2' });
    expect(book.ordersTwice).toBe(2);
  });

  it('asking again under the same key is no second charge, and another order is another order', async () => {
    const { book, main } = desks();
    await Promise.all([main.charge(first, request), main.charge(first, request)]);
    await main.charge(first, request);
    await main.charge(second, { ...request, orderId: 'ord-2' });
    expect(book.ordersTwice).toBe(0);
  });

  it('what was declined took nothing', async () => {
    const { book, main } = desks();
    await main.charge(first, request);
    expect(await main.charge(keyThatIs(true), request)).toMatchObject({ status: 402 });
    expect(book.ordersTwice).toBe(0);
  });

  it('counts a charge when it is captured, whether or not the caller still listens', async () => {
    let capture = (): void => {};
    const book = new ChargeBook();
    const slow = new Charges(7, psp, { book, wait: () => new Promise<void>((resolve) => (capture = resolve)) });
    const lost = slow.charge(first, request);
    await new Charges(7, backup, { wait, book }).charge(first, request);
    expect(book.ordersTwice).toBe(0);
    capture();
    await lost;
    expect(book.ordersTwice).toBe(1);
  });

  it('remembers the newest orders only, keeps what it has counted, and takes a charge that is noted anew for the same', () => {
    const book = new ChargeBook(2);
    book.captured('a', 'ch-1');
    book.captured('a', 'ch-2');
    book.captured('b', 'ch-3');
    book.captured('c', 'ch-4');
    book.captured('b', 'ch-3');
    expect(book.ordersTwice).toBe(1);
    book.captured('a', 'ch-5');
    book.captured('c', 'ch-6');
    expect(book.ordersTwice).toBe(2);
  });
});
