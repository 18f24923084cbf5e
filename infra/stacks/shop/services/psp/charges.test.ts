import { describe, expect, it } from 'vitest';
import { planCharge } from './charge-plan.ts';
import { Charges } from './charges.ts';

const request = { orderId: 'ord-1', cents: 1250, currency: 'EUR' };

/** First key with the wanted fate under seed 7. */
function keyThatIs(declined: boolean): string {
  for (let number = 0; ; number += 1) if (planCharge(7, `key-${number}`).declined === declined) return `key-${number}`;
}

describe('planCharge', () => {
  it('takes 300-800 ms with a median near 480 ms, and declines about one in a thousand', () => {
    const plans = Array.from({ length: 20_000 }, (_, number) => planCharge(7, `key-${number}`));
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
    expect(planCharge(7, 'key-1')).toEqual(planCharge(7, 'key-1'));
    expect(planCharge(8, 'key-1').delayMs).not.toBe(planCharge(7, 'key-1').delayMs);
  });
});

describe('Charges', () => {
  it('charges a key once: a repeated call waits for the first and gets its answer', async () => {
    const waits: number[] = [];
    const charges = new Charges(7, async (ms) => waits.push(ms));
    const key = keyThatIs(false);
    const answers = await Promise.all([charges.charge(key, request), charges.charge(key, request)]);
    answers.push(await charges.charge(key, request));
    expect(waits).toHaveLength(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { state: 'captured' } });
    expect(new Set(answers).size).toBe(1);
  });

  it('answers a decline 402, again and again', async () => {
    const charges = new Charges(7, async () => {});
    const key = keyThatIs(true);
    expect(await charges.charge(key, request)).toMatchObject({ status: 402, body: { code: 'card_declined' } });
    expect((await charges.charge(key, request)).status).toBe(402);
  });

  it('refuses a key that was used for another amount', async () => {
    const charges = new Charges(7, async () => {});
    const key = keyThatIs(false);
    await charges.charge(key, request);
    expect(await charges.charge(key, { ...request, cents: 1 })).toMatchObject({ status: 409, body: { code: 'key_reused' } });
  });
});
