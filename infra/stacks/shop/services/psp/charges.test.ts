import { describe, expect, it } from 'vitest';
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
    const charges = new Charges(7, psp, async (ms) => waits.push(ms));
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
    const other = new Charges(7, dear, async (ms) => waits.push(ms));
    const first = await new Charges(7, psp, async () => {}).charge('key-2', request);
    const second = await other.charge('key-2', request);
    expect(first.body).toMatchObject({ provider: 'psp', feeCents: 18 });
    expect(second.body).toMatchObject({ provider: 'backup-psp', feeCents: 37 });
    expect(second.body['chargeId']).not.toBe(first.body['chargeId']);
    expect(waits[0]).toBeGreaterThanOrEqual(600);
  });

  it('answers a decline 402, again and again', async () => {
    const charges = new Charges(7, psp, async () => {});
    const key = keyThatIs(true);
    expect(await charges.charge(key, request)).toMatchObject({ status: 402, body: { code: 'card_declined' } });
    expect((await charges.charge(key, request)).status).toBe(402);
  });

  it('refuses a key that was used for another amount', async () => {
    const charges = new Charges(7, psp, async () => {});
    const key = keyThatIs(false);
    await charges.charge(key, request);
    expect(await charges.charge(key, { ...request, cents: 1 })).toMatchObject({ status: 409, body: { code: 'key_reused' } });
  });
});
